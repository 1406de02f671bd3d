package dev.rollcall.doctor;

/** What became of the removal of a defect. */
public enum Removal {
  /** The key is gone. */
  REMOVED,
  /** Nothing was removed: the entry is no longer what was judged. */
  CHANGED,
  /** Nothing is known to be removed: other transactions came first each time. */
  CONFLICT
}
