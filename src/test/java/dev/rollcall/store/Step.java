package dev.rollcall.store;

import java.util.Random;
import java.util.function.Function;

/** One call on a transaction, to be made on a store's and on a model's alike; reads return what they saw. */
public record Step(String name, boolean writes, Function<Transaction, Object> call) {

  /** What a read saw; null after a write. */
  public Object runs(Transaction transaction) {
    return call.apply(transaction);
  }

  /** The keys steps use: few, so that transactions meet. */
  public static final int KEYS = 6;

  public static Bytes key(int index) {
    return Bytes.of((byte) ('k' + index));
  }

  private static Step write(String name, Function<Transaction, Runnable> call) {
    return new Step(name, true, t -> {
      call.apply(t).run();
      return null;
    });
  }

  /** A random read. */
  public static Step randomRead(Random random) {
    Bytes key = key(random.nextInt(KEYS));
    KeyRange range = randomRange(random);
    int limit = random.nextInt(4);
    boolean reverse = random.nextBoolean();
    return random.nextInt(3) > 0
        ? new Step("get " + key, false, t -> t.get(key))
        : new Step("getRange " + range + " " + limit + " " + reverse, false, t -> t.getRange(range, limit, reverse));
  }

  /** A random write; {@code value} is what it sets, if it sets. */
  public static Step randomWrite(Random random, String value) {
    Bytes key = key(random.nextInt(KEYS));
    KeyRange range = randomRange(random);
    int delta = random.nextInt(1000) - 300;
    return switch (random.nextInt(6)) {
      case 0 -> write("clear " + key, t -> () -> t.clear(key));
      case 1 -> write("clearRange " + range, t -> () -> t.clearRange(range));
      case 2 -> write("add " + key + " " + delta, t -> () -> t.add(key, delta));
      default -> write("set " + key + " " + value, t -> () -> t.set(key, Bytes.utf8(value)));
    };
  }

  private static KeyRange randomRange(Random random) {
    int begin = random.nextInt(KEYS + 1);
    return new KeyRange(key(begin), key(begin + random.nextInt(KEYS + 1 - begin)));
  }

  @Override
  public String toString() {
    return name;
  }
}
