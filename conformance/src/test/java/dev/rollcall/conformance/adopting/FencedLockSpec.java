package dev.rollcall.conformance.adopting;

import dev.rollcall.conformance.adopt.In;
import dev.rollcall.conformance.adopt.SpecAction;
import dev.rollcall.conformance.adopt.SpecInvariant;
import dev.rollcall.conformance.adopt.SpecState;
import dev.rollcall.conformance.adopt.SpecVariable;

/** The lock under the names of its specification. */
@SpecState(copy = "copy")
interface FencedLockSpec {
  @SpecAction(refusal = "it is taken")
  boolean acquire(@In("Clients") String c);

  @SpecAction(refusal = "somebody else has it")
  boolean release(@In("Clients") String c);

  @SpecAction(refusal = "its token is older than what was written, or gone")
  boolean write(@In("Clients") String c);

  @SpecAction(environment = true)
  void expire();

  @SpecVariable(none = "None")
  String holder();

  @SpecVariable
  long token();

  @SpecVariable
  long held(@In("Clients") String c);

  @SpecVariable
  long written();

  @SpecInvariant
  default boolean tokensAreUnique(@In("Clients") String c, @In("Clients") String d) {
    return c.equals(d) || held(c) == 0 || held(c) != held(d);
  }
}
