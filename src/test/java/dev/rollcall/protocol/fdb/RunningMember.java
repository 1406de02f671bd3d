package dev.rollcall.protocol.fdb;

import dev.rollcall.MembershipConfig;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.store.Store;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A member with a thread and a store of its own, which takes its turns until it is ended. */
final class RunningMember extends Thread {
  static final String PERFORMED = "performed";
  static final String UNAVAILABLE = "unavailable";

  private final Store store;
  private final long pauseMillis;
  private final Member member;
  private final List<String> report = Collections.synchronizedList(new ArrayList<>());
  private final List<String> answers = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean ended;

  /**
   * @param pauseMillis between two turns
   */
  RunningMember(String node, Store store, Keys keys, MembershipConfig config, long pauseMillis) {
    super(node);
    this.store = store;
    this.pauseMillis = pauseMillis;
    this.member = new Member(node, store, keys, config, System::nanoTime, report::add);
  }

  @Override
  public void run() {
    Turns turns = new Turns(member);
    while (!ended) {
      answers.add(told(turns.turn()));
      try {
        Thread.sleep(pauseMillis);
      } catch (InterruptedException e) {
        ended = true;
      }
    }
  }

  /** What a turn's heartbeat came to; what cannot even be settled is as unavailable as what is refused. */
  private String told(StepOutcome heartbeat) {
    if (member.hasToSettle()
        || heartbeat instanceof StepOutcome.Refused refused && refused.reason() == Refusal.STORE_UNAVAILABLE) {
      return UNAVAILABLE;
    }
    return heartbeat instanceof StepOutcome.Performed ? PERFORMED : String.valueOf(heartbeat);
  }

  boolean isPrimary() {
    return member.isPrimary();
  }

  /** What its turns came to since it was last made to forget. */
  List<String> answers() {
    synchronized (answers) {
      return List.copyOf(answers);
    }
  }

  void forgets() {
    answers.clear();
  }

  /** Whether its latest turn reached the store. */
  boolean isHeard() {
    List<String> told = answers();
    return !told.isEmpty() && told.get(told.size() - 1).equals(PERFORMED);
  }

  /** Stops it; what it claimed. */
  List<String> ends() throws InterruptedException {
    ended = true;
    join();
    store.close();
    synchronized (report) {
      return List.copyOf(report);
    }
  }
}
