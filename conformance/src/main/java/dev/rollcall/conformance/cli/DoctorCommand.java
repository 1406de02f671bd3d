package dev.rollcall.conformance.cli;

import dev.rollcall.conformance.operate.DoctorReport;
import dev.rollcall.doctor.Defect;
import dev.rollcall.doctor.Doctor;
import dev.rollcall.doctor.Examination;
import dev.rollcall.doctor.Removal;
import dev.rollcall.status.StatusReader;
import dev.rollcall.store.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether the data of a real cluster is sound. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Reads everything that a cluster has in the store, and lists what is damaged, orphaned or inconsistent, and what "
          + "to do about it.",
      "",
      "The members go on meanwhile: it reads in many short transactions that disturb nobody, and judges each entry "
          + "together with all that it depends on in one of them. Without --remove nothing is written.",
      "",
      "--remove removes what nothing needs: heartbeats of nodes that send none; suspicions that are damaged or about a "
          + "heartbeat that was never sent; damaged receipts, failures and evictions; entries of placed and arrivals for "
          + "actors that are not placed there; counters of hosts that are gone and have no actors; and keys of heartbeats, "
          + "suspicions, placed, arrivals and hosts that no release writes. Each is removed in a transaction that judges "
          + "it again. It never removes the record of a node, the primary, a placement, the view number, the counter of "
          + "incarnations or the format."},
    footer = {"", "Exit codes: 0 no defects, or none is left; 1 there are defects; 2 bad usage, no such cluster, "
        + "nobody to ask, or the store cannot be worked with.",
      "Fields of --json, and what to do about each defect: docs/operating.md.",
      "Examples:", "  scripts/rollcall doctor --cluster orders",
      "  scripts/rollcall doctor --cluster orders --remove"})
final class DoctorCommand implements Callable<Integer> {
  private final Outside outside;

  @Mixin private RealCluster cluster;

  @Option(names = "--json", description = "Print one JSON object in a line instead; with --remove, give --yes.")
  private boolean json;

  @Option(names = "--remove", description = "Remove what is removable, after asking.")
  private boolean remove;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  DoctorCommand(Outside outside) {
    this.outside = outside;
  }

  @Override
  public Integer call() {
    if (json && remove && !yes) {
      throw new BadInputException("--json prints nothing before the end, so with --remove give --yes");
    }
    cluster.keys();
    return cluster.work(outside.stores(),
        remove ? "; some of what is removable may have been removed: run the command again" : "", this::examine);
  }

  private int examine(Store store) {
    Doctor doctor = new Doctor(store, cluster.keys());
    Examination examination =
        doctor.examine().orElseThrow(() -> cluster.unknown(new StatusReader(store, cluster.keys())));
    if (!json) {
      DoctorReport.lines(cluster.name(), examination).forEach(System.out::println);
    }
    List<Defect> removable = examination.defects().stream().filter(defect -> remove && defect.removable()).toList();
    Map<Defect, Removal> removals = new LinkedHashMap<>();
    if (!removable.isEmpty() && (yes || agrees(removable.size()))) {
      for (Defect defect : removable) {
        Removal removal = doctor.remove(defect);
        removals.put(defect, removal);
        if (!json) {
          System.out.println(line(defect, removal));
        }
      }
    }
    // What was removed may have been what others contradicted.
    Examination left = removals.isEmpty() ? examination : doctor.examine().orElse(examination);
    if (json) {
      System.out.println(DoctorReport.json(cluster.name(), outside.pace().now(), examination, removals));
    } else if (!removals.isEmpty()) {
      System.out.println(DoctorReport.summary(cluster.name(), left));
    }
    return left.defects().isEmpty() ? Rollcall.VERIFIED : Rollcall.VIOLATION;
  }

  private boolean agrees(int count) {
    return outside.operator().agreesToRemove(count == 1 ? "this key" : "these " + count + " keys", "keys");
  }

  private static String line(Defect defect, Removal removal) {
    return switch (removal) {
      case REMOVED -> "Removed " + defect.path() + ".";
      case CHANGED -> "Left " + defect.path() + " alone: it has changed meanwhile.";
      case CONFLICT -> "Could not remove " + defect.path() + ": others change what it depends on. Try again.";
    };
  }
}
