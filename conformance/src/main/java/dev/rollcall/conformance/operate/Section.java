package dev.rollcall.conformance.operate;

import java.util.List;
import java.util.Map;

/** A part of what is shown of a cluster. Stateless. */
interface Section {

  /** What people read of it; no lines if there is nothing to tell. */
  List<String> lines(Seen seen);

  /** Puts what programs read of it, under names of its own. */
  void put(Seen seen, Map<String, Object> fields);
}
