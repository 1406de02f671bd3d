package dev.rollcall.conformance.cli;

import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.protocol.schema.UnsupportedFormatException;
import dev.rollcall.status.StatusReader;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which real cluster a command is about, and how it gets at it. */
final class RealCluster {
  private static final int CLUSTERS_NAMED = 20;

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

  /** To be thrown where the store has no cluster of this name; tells which there are. */
  BadInputException unknown(StatusReader reader) {
    List<String> there = reader.clusters(CLUSTERS_NAMED + 1);
    return new BadInputException("no node has ever joined a cluster " + name + " in this store, which holds "
        + (there.isEmpty() ? "no cluster at all; look at --cluster-file, --directory and --prefix"
            : there.size() > CLUSTERS_NAMED
                ? String.join(", ", there.subList(0, CLUSTERS_NAMED)) + " and more"
                : String.join(", ", there)));
  }
}
