package dev.rollcall.conformance.adopt;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the parameter ranges over, as {@code c \in Clients} says it in the spec. Parameters of enums and booleans
 * range over all values of their type without it.
 *
 * <ul>
 *   <li>Of an action: the class is asked for every combination, and has to refuse it where the spec disables it.
 *   <li>Of a variable: the variable is a function of the parameter.
 *   <li>Of an invariant: it has to hold for all.
 * </ul>
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface In {

  /** A {@link SpecDomain}, or else a CONSTANT of the model that is a set. */
  String value();
}
