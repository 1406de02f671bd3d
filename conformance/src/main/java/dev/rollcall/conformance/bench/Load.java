package dev.rollcall.conformance.bench;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A calm cluster on a store: its nodes join, one after the other, each reads the view, and then they send heartbeats
 * and look at those of others. Nobody dies, so nothing is written but heartbeats. At last all nodes count in one key,
 * to show what heartbeats would be without keys of their own.
 */
public final class Load {
  private static final int TELL_EVERY = 100;

  private final Store store;
  private final LoadOptions options;
  private final Consumer<String> progress;

  /**
   * What was measured of one cluster.
   *
   * @param heartbeatsDuePerSecond as many as keep all leases; 0 if they were not paced
   * @param leasesLapsed heartbeats that came when the lease was over, because the store or this machine was too slow
   * @param joins one after the other
   * @param viewReads every node at once, as after a change
   */
  public record Result(
      int nodes, double heartbeatsDuePerSecond, long leasesLapsed, LoadRow joins, LoadRow viewReads,
      LoadRow heartbeats, LoadRow looks, LoadRow sharedKey) {

    public List<LoadRow> rows() {
      return List.of(joins, viewReads, heartbeats, looks, sharedKey);
    }

    /** Heartbeats of different nodes have nothing in common, so in a calm cluster they never conflict. */
    public boolean heartbeatsConflicted() {
      return heartbeats.counts().conflicts() > 0;
    }
  }

  /**
   * @param store empty, or with nothing under the name that is used here
   * @param progress is told what is being done
   */
  public Load(Store store, LoadOptions options, Consumer<String> progress) {
    this.store = store;
    this.options = options;
    this.progress = progress;
  }

  /**
   * Drives a cluster of so many nodes.
   *
   * @throws dev.rollcall.store.StoreUnavailableException if the store is lost
   */
  public Result run(int nodes) {
    Keys keys = new Keys("load");
    List<LoadMember> members = IntStream.range(0, nodes)
        .mapToObj(i -> new LoadMember(NodeId.of(String.format("node-%05d", i)), keys, store, options)).toList();
    LoadRow joins = join(members);
    Crew crew = new Crew(members, options.threads(), options.seed());
    progress.accept("reading the view");
    Meter views = new Meter();
    LoadRow viewReads = views.row("view read", crew.once(member -> member.readView(views)));
    crew.once(LoadMember::keepLease);
    LongAdder lapsed = new LongAdder();
    List<LoadRow> calm = options.paced() ? paced(crew, lapsed) : unpaced(crew, lapsed);
    LoadRow shared = shared(crew);
    double due = options.paced() ? nodes / (options.interval().toNanos() / 1e9) : 0;
    return new Result(nodes, due, lapsed.sum(), joins, viewReads, calm.get(0), calm.get(1), shared);
  }

  /** Joins change the view, so those at the same time would only be in each other's way. */
  private LoadRow join(List<LoadMember> members) {
    Meter meter = new Meter();
    long began = System.nanoTime();
    List<LoadMember> joined = new ArrayList<>();
    for (LoadMember member : members) {
      if (joined.size() % TELL_EVERY == 0) {
        progress.accept("joining, " + joined.size() + " of " + members.size());
      }
      member.join(meter);
      joined.add(member);
    }
    return meter.row("join", (System.nanoTime() - began) / 1e9);
  }

  private List<LoadRow> paced(Crew crew, LongAdder lapsed) {
    progress.accept("heartbeats and looks");
    Meter heartbeats = new Meter();
    Meter looks = new Meter();
    double seconds = crew.every(options.interval(), options.time(), member -> {
      heartbeat(member, heartbeats, lapsed);
      member.look(looks);
    });
    return rows(heartbeats, seconds, looks, seconds);
  }

  private List<LoadRow> unpaced(Crew crew, LongAdder lapsed) {
    progress.accept("heartbeats");
    Meter heartbeats = new Meter();
    double beating = crew.again(options.time(), member -> heartbeat(member, heartbeats, lapsed));
    progress.accept("looks");
    Meter looks = new Meter();
    double looking = crew.again(options.time(), member -> {
      member.keepLease();
      member.look(looks);
    });
    return rows(heartbeats, beating, looks, looking);
  }

  private static void heartbeat(LoadMember member, Meter meter, LongAdder lapsed) {
    if (!member.hasLiveLease()) {
      lapsed.increment();
    }
    member.heartbeat(meter);
  }

  private static List<LoadRow> rows(Meter heartbeats, double beating, Meter looks, double looking) {
    return List.of(heartbeats.row("heartbeat", beating), looks.row("look", looking));
  }

  private LoadRow shared(Crew crew) {
    progress.accept("one key for all");
    Meter meter = new Meter();
    SharedCounter counter = new SharedCounter(store, meter, options.interval());
    Consumer<LoadMember> act = member -> counter.increment();
    double seconds = options.paced()
        ? crew.every(options.interval(), options.time(), act)
        : crew.again(options.time(), act);
    return meter.row("one key for all", seconds);
  }
}
