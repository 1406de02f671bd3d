package dev.rollcall.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Judges whether committed transactions were strictly serializable: run one by one in versionstamp order,
 * every read sees what it saw, and no transaction precedes one that had ended before it began.
 */
final class History {

  private final List<Attempt> writers;
  private final List<Attempt> readers;

  /** The states between writers: before the first, after the first, and so on. */
  private final List<SerialModel> states = new ArrayList<>();

  History(List<Attempt> attempts) {
    List<Attempt> committed =
        attempts.stream().filter(a -> a.outcome instanceof CommitOutcome.Committed).collect(Collectors.toList());
    writers = committed.stream().filter(Attempt::wrote).sorted(Comparator.comparing(Attempt::versionstamp)).toList();
    readers = committed.stream().filter(a -> !a.wrote()).toList();
  }

  /** The first violation, or null. */
  String violation() {
    states.add(new SerialModel());
    long latestBegin = Long.MIN_VALUE;
    for (int i = 0; i < writers.size(); i++) {
      Attempt writer = writers.get(i);
      if (i > 0 && writer.versionstamp().equals(writers.get(i - 1).versionstamp())) {
        return writer + " has the versionstamp of " + writers.get(i - 1);
      }
      if (writer.ended < latestBegin) {
        return writer + " ended before one began that has a smaller versionstamp";
      }
      latestBegin = Math.max(latestBegin, writer.begun);
      SerialModel state = new SerialModel(states.get(i));
      String divergence = writer.divergenceFrom(state);
      if (divergence != null) {
        return divergence;
      }
      states.add(state);
    }
    return readers.stream().map(this::misplaced).filter(v -> v != null).findFirst().orElse(null);
  }

  /** Why {@code reader} fits between no two writers, or null if it does. */
  private String misplaced(Attempt reader) {
    int from = 0;
    int to = writers.size();
    for (int i = 0; i < writers.size(); i++) {
      if (writers.get(i).ended < reader.begun) {
        from = i + 1;
      }
      if (writers.get(i).begun > reader.ended && i < to) {
        to = i;
      }
    }
    String divergence = reader + " precedes a writer that had ended";
    for (int i = from; i <= to; i++) {
      divergence = reader.divergenceFrom(new SerialModel(states.get(i)));
      if (divergence == null) {
        return null;
      }
    }
    return divergence;
  }
}
