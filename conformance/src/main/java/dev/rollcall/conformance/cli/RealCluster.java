package dev.rollcall.conformance.cli;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.UnsupportedFormatException;
import dev.rollcall.status.ClusterStatus;
import dev.rollcall.status.StatusReader;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which real cluster a command is about, and how it gets at it. */
final class RealCluster {
  private static final int NAMED = 20;

  @Option(names = "--cluster", paramLabel = "NAME", required = true, description = "Name of the cluster.")
  private String name;

  @Mixin private LocationOptions location;

  String name() {
    return name;
  }

  /** The keys of the cluster. */
  Keys keys() {
    try {
      return new Keys(name);
    } catch (IllegalArgumentException e) {
      throw new BadInputException("--cluster: " + e.getMessage());
    }
  }

  /** Opens the store where the options say. Nothing is created there. */
  Store open(StoreOpener stores) {
    return stores.open(location.existing());
  }

  /**
   * Works on the store, and says what is wrong with it.
   *
   * @param lost what to say, and to advise, where the store cannot be reached any more
   * @throws BadInputException if the store, or what it holds, cannot be worked with
   */
  int work(StoreOpener stores, String lost, Function<Store, Integer> work) {
    return work(() -> open(stores), lost, work);
  }

  /** The same for who may be the first: a directory that is missing is created. */
  int workOrCreate(StoreOpener stores, String lost, Function<Store, Integer> work) {
    return work(() -> stores.open(location.createdIfMissing()), lost, work);
  }

  private static int work(Supplier<Store> opener, String lost, Function<Store, Integer> work) {
    try (Store store = opener.get()) {
      return work.apply(store);
    } catch (StoreUnavailableException e) {
      throw new BadInputException("the store cannot be reached: " + e.getMessage() + lost);
    } catch (DamagedValueException e) {
      throw new BadInputException(e.getMessage() + "; scripts/rollcall doctor lists all that is wrong");
    } catch (UnsupportedFormatException e) {
      throw new BadInputException(e.getMessage());
    }
  }

  /** The node of this id. */
  NodeId node(String id) {
    try {
      return NodeId.of(id);
    } catch (IllegalArgumentException e) {
      throw new BadInputException("NODE: " + e.getMessage());
    }
  }

  /** To be thrown where the cluster has no such node; tells which it has. */
  BadInputException unknown(NodeId node, ClusterStatus status) {
    String there = status.nodes().stream().limit(NAMED)
        .map(other -> other.node() + " (" + other.state().specName() + ")").collect(Collectors.joining(", "));
    int more = status.nodes().size() - NAMED;
    return new BadInputException("cluster " + status.cluster() + " has no node " + node
        + "; it has " + (there.isEmpty() ? "no nodes" : there) + (more > 0 ? " and " + more + " more" : ""));
  }

  /** To be thrown where the store has no cluster of this name; tells which there are. */
  BadInputException unknown(StatusReader reader) {
    List<String> there = reader.clusters(NAMED + 1);
    return new BadInputException("no node has ever joined a cluster " + name + " in this store, which holds "
        + (there.isEmpty() ? "no cluster at all; look at --cluster-file, --directory and --prefix"
            : there.size() > NAMED
                ? String.join(", ", there.subList(0, NAMED)) + " and more"
                : String.join(", ", there) + "; give one of these with --cluster"));
  }
}
