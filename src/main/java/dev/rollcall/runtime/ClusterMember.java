package dev.rollcall.runtime;

import dev.rollcall.MembershipConfig;
import dev.rollcall.MembershipView;
import dev.rollcall.NodeDetails;
import dev.rollcall.NodeId;
import dev.rollcall.NodeState;
import dev.rollcall.PrimaryInfo;
import dev.rollcall.detector.PeerProbes;
import dev.rollcall.protocol.Lease;
import dev.rollcall.protocol.NodeContext;
import dev.rollcall.protocol.PrimaryFence;
import dev.rollcall.protocol.ProcessState;
import dev.rollcall.protocol.schema.NodeRecord;
import dev.rollcall.protocol.schema.Registry;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A member of a cluster that runs by itself: it joins, keeps its lease, watches others, follows the view, is elected and
 * resigns, all by the steps of the specified protocol. Thread-safe.
 *
 * <pre>{@code
 * try (ClusterMember member = ClusterMember.of("orders", NodeId.of("n1"), store).address("10.0.0.1:7000").start()) {
 *   member.join().join();
 *   if (member.isPrimary()) { ... }
 *   member.leave().join();
 * }
 * }</pre>
 *
 * <p>It has one thread, on which its steps wait for the store, and others now and then, on which the application's code
 * runs; docs/runtime.md says what of it runs where, may block, and may call the member. It lives through outages of the
 * store, pauses of its process, machines that are suspended and steps of unknown outcome. What it says of itself here it
 * says by its own clocks and without asking anybody; what must not be wrong even if the process pauses right after, put
 * behind {@link #fence}.
 *
 * <p>The process of a member that is closed without leaving looks to the others like one that died: its node is failed
 * after the failure timeout.
 */
public final class ClusterMember implements AutoCloseable {
  private final NodeContext context;
  private final MemberDriver driver;
  private final MemberThread thread;
  private final PeerProbes probes;
  private volatile boolean closed;

  ClusterMember(NodeContext context, MemberDriver driver, MemberThread thread, PeerProbes probes) {
    this.context = context;
    this.driver = driver;
    this.thread = thread;
    this.probes = probes;
  }

  /**
   * Begins to build a member.
   *
   * @param cluster name of the cluster, of the form of a node id
   * @param node the id that this process is to be, unique in the cluster and kept across restarts
   * @param store shared by all members; not closed with the member
   */
  public static MemberBuilder of(String cluster, NodeId node, Store store) {
    return new MemberBuilder(cluster, node, store);
  }

  /**
   * Becomes a member, and stays one until asked to leave: as often as it is failed it joins anew, unless the settings
   * say otherwise. While it is leaving, it first is gone and then joins.
   *
   * @return completes with the first view that has this node. It waits while there is no quorum, while the store cannot
   *     be reached, while another process is this node, and while the node is delayed because it keeps failing; {@link
   *     #health} says which. Completes exceptionally with {@link CancellationException} if the member is closed or asked
   *     to leave first, with {@link IllegalStateException} if it is failed or superseded first and does not join anew,
   *     with {@link dev.rollcall.protocol.schema.UnsupportedFormatException} or {@link
   *     dev.rollcall.protocol.schema.DamagedValueException} if it cannot read what the store holds: the message names the
   *     key, and the member has given up joining. A member that joins anew after it was failed goes on trying instead. It
   *     completes where the listener is told, so to wait for it in a listener throws {@link IllegalStateException} at once
   */
  public CompletableFuture<MembershipView> join() {
    return ask(driver::join);
  }

  /**
   * Resigns, drains and leaves.
   *
   * @return completes when the node is no member any more; at once if it is none. It waits while the store cannot be
   *     reached, and while a key that it needs is damaged; {@link #health} says which. Completes exceptionally with {@link
   *     CancellationException} if the member is closed first. To wait for it in a listener fails, as for that of {@link
   *     #join}
   */
  public CompletableFuture<Void> leave() {
    return ask(driver::leave);
  }

  private <T> CompletableFuture<T> ask(Supplier<CompletableFuture<T>> request) {
    CompletableFuture<T> answer = driver.requests().toldInOrder();
    boolean heard = thread.request(() -> {
      try {
        CompletableFuture<T> asked = request.get();
        // On the teller, because it may be complete by now, and what depends on it would be done on this thread.
        driver.then(() -> asked.whenComplete((value, failure) -> {
          if (failure != null) {
            answer.completeExceptionally(failure);
          } else {
            answer.complete(value);
          }
        }));
      } catch (Throwable e) {
        answer.completeExceptionally(e);
      }
    });
    if (!heard) {
      answer.completeExceptionally(new CancellationException(context.self() + " was closed"));
    }
    return answer;
  }

  /** The name of the cluster. */
  public String cluster() {
    return context.keys().cluster();
  }

  public NodeId node() {
    return context.self();
  }

  /** The settings that all members share. */
  public MembershipConfig config() {
    return context.config();
  }

  /**
   * The state of this node's record, as this member last knew it. Once the member was closed without leaving, or its
   * thread has died, it is {@link NodeState#FAILED}: the others will fail the node.
   */
  public NodeState state() {
    NodeState known = driver.state();
    return isOver() && known != NodeState.LEFT ? NodeState.FAILED : known;
  }

  /** Whether this process does nothing as this node any more. */
  private boolean isOver() {
    return closed || thread.isDead();
  }

  /** The view this member last adopted; {@link MembershipView#NONE} if it is no member. */
  public MembershipView view() {
    return process().view();
  }

  /**
   * What the members' records in the store say now: addresses, tags, leases. Reads all records, on the calling thread.
   *
   * @throws dev.rollcall.store.StoreUnavailableException if the store cannot be reached
   * @throws dev.rollcall.protocol.schema.DamagedValueException if the store holds what cannot be read
   */
  public SortedMap<NodeId, NodeDetails> details() {
    return read(registry -> {
      SortedMap<NodeId, NodeDetails> details = new TreeMap<>();
      registry.records().forEach((node, record) -> {
        if (record.state().isMember()) {
          details.put(node, record.details());
        }
      });
      return details;
    });
  }

  /**
   * What this node's record in the store says now; empty if it has none. Reads one record, on the calling thread.
   *
   * @throws dev.rollcall.store.StoreUnavailableException if the store cannot be reached
   * @throws dev.rollcall.protocol.schema.DamagedValueException if the store holds what cannot be read
   */
  public Optional<NodeDetails> details(NodeId node) {
    return read(registry -> Optional.ofNullable(registry.record(node)).map(NodeRecord::details));
  }

  private <T> T read(Function<Registry, T> read) {
    try (Transaction transaction = context.store().begin(context.config().stepTimeout())) {
      return read.apply(new Registry(transaction.snapshot(), context.keys()));
    }
  }

  /** The primary as this member last heard; empty if there was none, or if this is no member. */
  public Optional<PrimaryInfo> primary() {
    return isOver() ? Optional.empty() : driver.primary();
  }

  /** Whether this member is primary at this moment: it was elected, has not resigned, and its lease holds. */
  public boolean isPrimary() {
    return process().isPrimary(context.reading());
  }

  /**
   * A fence for what is to be written as primary: checked in the transaction that writes, it holds whatever happens in
   * between. Empty if {@link #isPrimary} is false.
   */
  public Optional<PrimaryFence> fence() {
    ProcessState process = process();
    return process.isPrimary(context.reading())
        ? Optional.of(PrimaryFence.of(context, process)) : Optional.empty();
  }

  /** The latest lease, on the clock of {@link System#nanoTime}; {@link Lease#NONE} without one. */
  public Lease lease() {
    return process().lease();
  }

  /** How long the lease still holds; zero if it is over. */
  public Duration leaseLeft() {
    return Duration.ofNanos(lease().leftNanos(context.reading()));
  }

  /** The actors that run here, and where others are. */
  public Actors actors() {
    return driver.actors();
  }

  /** How this member is, for a health endpoint. */
  public MemberHealth health() {
    MemberHealth health = driver.health();
    if (!isOver()) {
      return health;
    }
    // All else is of no matter then.
    List<Complaint> complaints = closed ? List.of() : List.of(new Complaint(Complaint.Code.THREAD_DEAD,
        "the member's thread has ended; close the member and start another"));
    return new MemberHealth(state(), Duration.ZERO, health.storeReachable(), health.settled(), complaints);
  }

  private ProcessState process() {
    return isOver() ? ProcessState.NEW : driver.process();
  }

  /**
   * Stops at once, whatever the member is doing, and without leaving: others will fail this node. From now on it claims
   * nothing. Waits for the member's thread, and then until all that was to be told is told, each for at most the time of
   * one step; it does not wait for a listener that calls it. Completes all futures of the member: those that are open
   * then, exceptionally and on the calling thread. Closing twice does nothing.
   */
  @Override
  public void close() {
    closed = true;
    driver.claimNothing();
    thread.end();
    try {
      thread.awaitEnd(context.config().stepTimeout());
      driver.endRequests(context.config().stepTimeout());
    } catch (InterruptedException e) {
      driver.requests().close();
      Thread.currentThread().interrupt();
    }
    probes.close();
  }
}
