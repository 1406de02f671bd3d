package dev.rollcall.conformance.adopting;

import java.util.HashMap;
import java.util.Map;

/** A lock that expires and gives each holder a higher token; the class under verification. */
class FencedLock {
  private String holder;
  private long token;
  private long written;
  private final Map<String, Long> held = new HashMap<>();

  /** Takes the lock if it is free. */
  boolean acquire(String client) {
    if (holder != null) {
      return false;
    }
    holder = client;
    held.put(client, ++token);
    return true;
  }

  boolean release(String client) {
    if (!client.equals(holder)) {
      return false;
    }
    holder = null;
    held.remove(client);
    return true;
  }

  /** Called when the holder's time is over. */
  void expire() {
    holder = null;
  }

  /** Writes with the client's token; one that is older than the last is not taken. */
  boolean write(String client) {
    long mine = held(client);
    if (mine == 0 || mine < written) {
      return false;
    }
    written = mine;
    return true;
  }

  String holder() {
    return holder;
  }

  long token() {
    return token;
  }

  long written() {
    return written;
  }

  /** The client's token; 0 without one. */
  long held(String client) {
    return held.getOrDefault(client, 0L);
  }

  /** The same lock again, to go back to. */
  FencedLock copy() {
    return copyTo(new FencedLock());
  }

  FencedLock copyTo(FencedLock copy) {
    copy.holder = holder;
    copy.token = token;
    copy.written = written;
    copy.held.putAll(held);
    return copy;
  }
}
