package dev.rollcall.conformance.explore;

import java.util.Arrays;

/**
 * A map from the 64-bit key of a state to a number of 64 bits and one of 32, for millions of states: 20 bytes
 * a slot, no objects. What is stored first stays. Thread-safe; the stripes keep threads out of each other's
 * way.
 */
final class StateTable {
  private static final int STRIPES = 64;

  private final Stripe[] stripes = new Stripe[STRIPES];

  StateTable() {
    Arrays.setAll(stripes, i -> new Stripe());
  }

  /** An entry that was found. */
  record Entry(long link, int number) {}

  /**
   * Stores an entry unless the key has one.
   *
   * @param number not negative
   * @return the number that the key has now
   */
  int putIfAbsent(long key, long link, int number) {
    long spread = spread(key);
    Stripe stripe = stripes[(int) (spread >>> 58)];
    synchronized (stripe) {
      return stripe.putIfAbsent(key, spread, link, number);
    }
  }

  /** The entry of a key, or null. */
  Entry get(long key) {
    long spread = spread(key);
    Stripe stripe = stripes[(int) (spread >>> 58)];
    synchronized (stripe) {
      int slot = stripe.slot(key, spread);
      return stripe.numbers[slot] == 0 ? null : new Entry(stripe.links[slot], stripe.numbers[slot] - 1);
    }
  }

  long size() {
    long size = 0;
    for (Stripe stripe : stripes) {
      synchronized (stripe) {
        size += stripe.size;
      }
    }
    return size;
  }

  /** Spreads keys that differ in few bits over all slots. */
  private static long spread(long key) {
    long mixed = (key ^ key >>> 32) * 0x9E3779B97F4A7C15L;
    return mixed ^ mixed >>> 29;
  }

  private static final class Stripe {
    private long[] keys = new long[16];
    private long[] links = new long[16];
    /** One more than the number stored; 0 marks an empty slot. */
    private int[] numbers = new int[16];
    private int size;

    int putIfAbsent(long key, long spread, long link, int number) {
      int slot = slot(key, spread);
      if (numbers[slot] != 0) {
        return numbers[slot] - 1;
      }
      set(slot, key, link, number + 1);
      if (++size > keys.length * 2 / 3) {
        grow();
      }
      return number;
    }

    int slot(long key, long spread) {
      int mask = keys.length - 1;
      int slot = (int) spread & mask;
      while (numbers[slot] != 0 && keys[slot] != key) {
        slot = slot + 1 & mask;
      }
      return slot;
    }

    private void set(int slot, long key, long link, int number) {
      keys[slot] = key;
      links[slot] = link;
      numbers[slot] = number;
    }

    private void grow() {
      long[] oldKeys = keys;
      long[] oldLinks = links;
      int[] oldNumbers = numbers;
      keys = new long[2 * oldKeys.length];
      links = new long[keys.length];
      numbers = new int[keys.length];
      for (int i = 0; i < oldKeys.length; i++) {
        if (oldNumbers[i] != 0) {
          set(slot(oldKeys[i], spread(oldKeys[i])), oldKeys[i], oldLinks[i], oldNumbers[i]);
        }
      }
    }
  }
}
