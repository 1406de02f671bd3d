package dev.rollcall.conformance.adopt;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The field or method without parameters gives a set or list that parameters range over, by the name that {@link In}
 * gives. For sets that are no constants of the model. Asked once, when a system starts.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.FIELD})
public @interface SpecDomain {

  /** The name; empty for the member's name with a capital first letter. */
  String value() default "";
}
