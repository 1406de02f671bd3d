package dev.rollcall.doctor;

import dev.rollcall.protocol.schema.StoredKey;

/** What to do about a defect, in a line; docs/operating.md says more. */
final class Advice {
  static final String REMOVE = "nothing needs it, and it can be removed";
  static final String NO_NODE = "no step can read past it: remove the key by hand once you know what wrote it";
  static final String UNKNOWN = "no step reads it: remove it by hand unless a newer release of Rollcall wrote it";
  static final String NO_FORMAT = "the next process that joins writes it";
  static final String HEARTBEAT = "the next heartbeat of its process writes it; if the process is gone, write a heartbeat "
      + "of the record's incarnation with a counter that was never used";
  static final String PRIMARY = "stop all processes, and write a vacant primary with a term above all that were used";
  static final String INDEX = "the actor would not move if its host failed: write the key with an empty value";
  static final String COUNT = "restart that process, which then counts anew; if it is gone, write how many keys placed has "
      + "for it";

  private Advice() {}

  /** For a number that only rises. */
  static String above(String number) {
    return "stop all processes, and write " + number + " above all that were used";
  }

  static String ofDamaged(StoredKey.Kind kind) {
    return switch (kind) {
      case FORMAT -> "no process can start: write the format that the members know";
      case NODE -> "stop all processes, remove the key by hand, and start them again";
      case HEARTBEAT -> "no step of its node succeeds: write a heartbeat of the record's incarnation with a counter that "
          + "was never used";
      case VIEW_NUMBER -> above("a view number");
      case PRIMARY -> PRIMARY;
      case INCARNATION -> above("an incarnation");
      case PLACEMENT -> "stop the process that has it in placed, and write a vacant placement with an epoch above all that "
          + "were used";
      case PLACED, ARRIVAL -> "nothing reads the value: write an empty one";
      case HOST -> "no actor moves until then: write the number of actors that are placed there";
      case ARRIVED -> "only its changes are of use: write any number";
      case JOURNAL -> "readers stop here: go on behind it with --after, until it is out of date";
      case SUSPICION, RECEIPT, FAILURES, EVICTION -> REMOVE;
    };
  }
}
