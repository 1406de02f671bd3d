package dev.rollcall.protocol.fdb;

import dev.rollcall.store.Store;
import dev.rollcall.store.Transaction;
import java.time.Duration;
import java.util.Random;

/** A store some of whose transactions have so little time that they may end without an outcome. */
final class HurriedStore implements Store {
  private static final int LONGEST_MILLIS = 12;

  private final Store store;
  private final Random random;

  HurriedStore(Store store, Random random) {
    this.store = store;
    this.random = random;
  }

  @Override
  public Transaction begin() {
    return random.nextInt(4) == 0 ? store.begin(Duration.ofMillis(1 + random.nextInt(LONGEST_MILLIS))) : store.begin();
  }

  @Override
  public void close() {
    store.close();
  }
}
