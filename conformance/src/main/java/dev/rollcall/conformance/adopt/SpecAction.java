package dev.rollcall.conformance.adopt;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method takes one step of the spec. Its parameters are the action's, in the spec's order. What it returns says
 * what became of the step:
 *
 * <table>
 *   <caption>Results</caption>
 *   <tr><td>{@code void}</td><td>performed</td></tr>
 *   <tr><td>{@code boolean}</td><td>performed, or refused because of {@link #refusal}</td></tr>
 *   <tr><td>{@code String}</td><td>why it is refused; null or empty if performed</td></tr>
 *   <tr><td>{@code Optional}</td><td>why it is refused, of any type; empty if performed</td></tr>
 *   <tr><td>{@code StepResult}</td><td>as it is</td></tr>
 * </table>
 *
 * What it throws is a crash, but for the exceptions of {@link #refusedBy}. A step that is refused changes nothing.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SpecAction {

  /** The action's TLA+ name; empty for the method's name with a capital first letter. */
  String value() default "";

  /** Why {@code false} is returned. Refusals are counted by it. */
  String refusal() default "";

  /** Exceptions that refuse the step, for the reason in their message. */
  Class<? extends Exception>[] refusedBy() default {};

  /** A step of the environment, such as a crash: nothing can refuse it, so it is not tried where it is disabled. */
  boolean environment() default false;
}
