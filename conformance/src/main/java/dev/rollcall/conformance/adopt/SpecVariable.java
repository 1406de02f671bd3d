package dev.rollcall.conformance.adopt;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method or field shows a variable of the spec. It has no parameters, or one with {@link In}: then the variable
 * is the function of it. Asking changes nothing.
 *
 * <p>Strings, whole numbers, booleans, sets, lists (sequences), maps (functions) and records are what they are in
 * TLA+; an enum is the string of its name, and so is a model value; a {@code Value} is taken as it is.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.FIELD})
public @interface SpecVariable {

  /** The variable's TLA+ name; empty for the member's name. */
  String value() default "";

  /** What null and an empty Optional are in the spec, such as the model value {@code None}; empty for nothing. */
  String none() default "";
}
