package dev.rollcall.conformance.cli;

import dev.rollcall.conformance.journal.JournalLines;
import dev.rollcall.protocol.journal.JournalEntry;
import dev.rollcall.protocol.journal.JournalReader;
import dev.rollcall.protocol.schema.DamagedValueException;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.Bytes;
import dev.rollcall.store.Store;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.Versionstamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Export of the journal of a real cluster. */
@Command(
    name = "journal",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what the transactions of a cluster did, oldest first, one JSON object a line.",
      "Nodes write that down while their journal is on; docs/journal.md lists the fields."},
    footer = {"", Rollcall.EXIT_CODES + " Here 0 says only that all was printed.",
      "Example: scripts/rollcall journal --cluster orders --limit 100"})
final class JournalCommand implements Callable<Integer> {
  private final StoreOpener stores;

  @Mixin private RealCluster cluster;

  @Option(names = "--after", paramLabel = "VERSIONSTAMP",
      description = "Print only what comes behind the event with this versionstamp.")
  private String after;

  @Option(names = "--limit", paramLabel = "N", defaultValue = "" + Long.MAX_VALUE,
      description = "Print no more than N events (default: all).")
  @Range("0.." + Long.MAX_VALUE)
  private long limit;

  JournalCommand(StoreOpener stores) {
    this.stores = stores;
  }

  @Override
  public Integer call() {
    Keys keys = cluster.keys();
    Versionstamp behind = after();
    try (Store opened = cluster.open(stores)) {
      long printed = new JournalReader(opened, keys).read(behind, limit, JournalCommand::print);
      if (printed == 0) {
        System.err.println("no events; is the name right, and the journal of the nodes on?");
      }
      return Rollcall.VERIFIED;
    } catch (DamagedValueException e) {
      throw new BadInputException(e.getMessage() + wayOn(keys, e.key()));
    } catch (StoreUnavailableException e) {
      throw new BadInputException("the store cannot be reached: " + e.getMessage()
          + "; to go on from the last line, give its versionstamp to --after");
    }
  }

  private static void print(JournalEntry entry) {
    System.out.println(JournalLines.line(entry));
    if (System.out.checkError()) {
      throw new UncheckedIOException(new IOException("nobody reads the output any more"));
    }
  }

  private static String wayOn(Keys keys, Bytes key) {
    int begin = keys.journal().length();
    boolean hasVersionstamp = key.length() >= begin + Versionstamp.LENGTH && key.get(begin) >= 0;
    return hasVersionstamp
        ? "; to go on behind it: --after " + JournalLines.text(Versionstamp.at(key, begin)) : "";
  }

  private Versionstamp after() {
    try {
      return after == null ? Versionstamp.NONE : JournalLines.versionstamp(after);
    } catch (IllegalArgumentException e) {
      throw new BadInputException("--after " + after
          + ": give the versionstamp of a line, which has 20 hexadecimal digits");
    }
  }
}
