package dev.rollcall.conformance.adopt;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the spec calls the parameter. Needed where Java calls it something else, and where classes are compiled
 * without {@code -parameters}, so that Java's names are lost.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface SpecParam {

  /** The name in the definition of the TLA+ action. */
  String value();
}
