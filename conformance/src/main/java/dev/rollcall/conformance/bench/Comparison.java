package dev.rollcall.conformance.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Runs contenders in turn, round after round, after one round that is not counted. Each is compared with the
 * first one of the same round, so that a machine that is slow for a while is slow for both.
 */
public final class Comparison {
  private final List<Contender> contenders;
  private final Consumer<String> progress;

  /**
   * What one contender took.
   *
   * @param seconds of each counted round
   * @param cpuSeconds of each, of all threads of this process: what it took, whoever else was at work
   * @param ratios of seconds to the first contender's, round by round
   * @param cpuRatios the same of the processor's seconds
   * @param peakBytes most heap alive after a collection in any round; 0 if there was no collection
   */
  public record Row(
      String name, long transitions, List<Double> seconds, List<Double> cpuSeconds, List<Double> ratios,
      List<Double> cpuRatios, long peakBytes) {
    public double medianSeconds() {
      return median(seconds);
    }

    public double medianRatio() {
      return median(ratios);
    }

    public double medianCpuRatio() {
      return median(cpuRatios);
    }
  }

  private record Run(double seconds, double cpuSeconds, long transitions, long peakBytes) {}

  public Comparison(List<Contender> contenders, Consumer<String> progress) {
    this.contenders = List.copyOf(contenders);
    this.progress = progress;
  }

  /**
   * @param rounds that are counted, at least 1
   */
  public List<Row> run(int rounds) {
    Map<Contender, List<Run>> runs = new LinkedHashMap<>();
    contenders.forEach(contender -> runs.put(contender, new ArrayList<>()));
    for (int round = 0; round <= rounds; round++) {
      for (Contender contender : contenders) {
        progress.accept(round == 0 ? contender.name() + ", warming up" : contender.name() + ", round " + round);
        Run run = once(contender);
        if (round > 0) {
          runs.get(contender).add(run);
        }
      }
    }
    List<Run> base = runs.get(contenders.get(0));
    return contenders.stream().map(contender -> row(contender, runs.get(contender), base)).toList();
  }

  private static Run once(Contender contender) {
    try (HeapWatch heap = new HeapWatch()) {
      long start = System.nanoTime();
      long cpuStart = cpuNanos();
      long transitions = contender.work().getAsLong();
      return new Run(
          (System.nanoTime() - start) / 1e9, (cpuNanos() - cpuStart) / 1e9, transitions, heap.peakBytes());
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static Row row(Contender contender, List<Run> runs, List<Run> base) {
    return new Row(contender.name(), runs.get(0).transitions, runs.stream().map(Run::seconds).toList(),
        runs.stream().map(Run::cpuSeconds).toList(), ratios(runs, base, Run::seconds),
        ratios(runs, base, Run::cpuSeconds), runs.stream().mapToLong(Run::peakBytes).max().orElse(0));
  }

  private static List<Double> ratios(List<Run> runs, List<Run> base, ToDoubleFunction<Run> of) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      ratios.add(of.applyAsDouble(runs.get(i)) / of.applyAsDouble(base.get(i)));
    }
    return ratios;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
