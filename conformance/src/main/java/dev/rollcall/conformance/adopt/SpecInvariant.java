package dev.rollcall.conformance.adopt;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method says whether a property of the spec holds of the objects, apart from the variables they show. It is
 * asked after each step, for all values of its parameters. It returns a boolean, or a String or an Optional that
 * says how the property is broken: null or empty if it holds. Asking changes nothing.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SpecInvariant {

  /** The property's TLA+ name; empty for the method's name with a capital first letter. */
  String value() default "";
}
