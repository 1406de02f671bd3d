package dev.rollcall.runtime;

import dev.rollcall.store.Bytes;
import dev.rollcall.store.KeyRange;
import dev.rollcall.store.KeyValue;
import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an application wrote behind fences, in the order of the commits. The store keeps it under versionstamped keys, so
 * writes of unknown outcome and late ones are there, too. Judges that no stale write comes after a newer one. {@link
 * #append} may be called by any thread, the rest by one.
 */
final class FencedWrites {
  private static final Bytes PREFIX = Bytes.utf8("writes/");

  private final Map<String, Write> newest = new HashMap<>();
  private long checked;

  /**
   * One write.
   *
   * @param subject what the fence is for
   * @param number the term or epoch of the fence
   * @param writer the process
   */
  record Write(String subject, long number, String writer) {
    private Bytes encode() {
      return Bytes.utf8(subject + " " + number + " " + writer);
    }

    private static Write decode(Bytes value) {
      String[] parts = value.toUtf8().split(" ");
      return new Write(parts[0], Long.parseLong(parts[1]), parts[2]);
    }
  }

  static void append(Transaction transaction, Write write) {
    transaction.setVersionstampedKey(PREFIX, Bytes.EMPTY, write.encode());
  }

  /** Judges what was written since the last call, and removes it from the store. */
  List<String> check(Store store) {
    List<String> wrong = new ArrayList<>();
    try (Transaction transaction = store.begin()) {
      List<KeyValue> entries = transaction.snapshot().getRange(KeyRange.prefix(PREFIX));
      for (KeyValue entry : entries) {
        wrong.addAll(add(Write.decode(entry.value())));
        transaction.clear(entry.key());
      }
      checked += entries.size();
      transaction.commit();
    }
    return wrong;
  }

  /**
   * The next write that was committed.
   *
   * @return what is wrong with it
   */
  List<String> add(Write write) {
    Write before = newest.get(write.subject);
    if (before != null && before.number > write.number) {
      return List.of("stale write: " + write + " after " + before);
    }
    newest.put(write.subject, write);
    return before == null || before.number < write.number || before.writer.equals(write.writer)
        ? List.of() : List.of("two writers with one fence: " + write + " after " + before);
  }

  /** How many writes were judged. */
  long checked() {
    return checked;
  }
}
