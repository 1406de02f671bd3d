package dev.rollcall.conformance.adopt;

import dev.rollcall.conformance.explore.ExplorableSystem;
import dev.rollcall.conformance.replay.SystemUnderTest;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.VariableMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Makes a class explorable by what its annotations say: {@link SpecAction}, {@link SpecVariable}, {@link
 * SpecInvariant} and {@link SpecState}. They stand on the class itself, on an adapter that holds it, or on an
 * interface that only names its methods, so that production need not know of them.
 *
 * <p>The class is asked for each action with all values that its parameters range over ({@link In}), and has to
 * refuse those that the spec disables. It is not tried with a failing store; for that, write {@link
 * ExplorableSystem}.
 */
public final class AnnotatedSystem {
  private AnnotatedSystem() {}

  /**
   * An adapter, or a class that carries the annotations itself.
   *
   * @param adapter makes a new one, always of the same class; called once at once, and by several threads later
   * @throws BadAdapterException if the annotations do not make sense; names everything that is wrong
   */
  public static ExplorableSystem.Factory of(Supplier<?> adapter) {
    Object first = next(adapter);
    return new Factory(Blueprint.of(first.getClass(), first, true), first.getClass(), adapter);
  }

  /**
   * A class that knows nothing of annotations, under the names that an interface gives its methods. The class need
   * not implement it: each abstract method stands for the method of the same name and parameters, whatever its
   * access. Default methods can translate.
   *
   * @param spec the interface
   * @param driven makes a new object, always of the same class; called once at once, and by several threads later
   * @throws BadAdapterException if the annotations do not make sense, or not for this class; names everything that is
   *     wrong
   */
  public static ExplorableSystem.Factory of(Class<?> spec, Supplier<?> driven) {
    Object first = next(driven);
    return new Factory(blueprint(spec, first, true), first.getClass(), driven);
  }

  /**
   * As {@link #of(Supplier)}, for replaying traces only: it need not be able to go back, so that it needs no {@link
   * SpecState}. Without one a refused step is only known to have changed no variable.
   */
  public static SystemUnderTest.Factory forReplay(Supplier<?> adapter) {
    Object first = next(adapter);
    return new Factory(Blueprint.of(first.getClass(), first, false), first.getClass(), adapter);
  }

  /** As {@link #of(Class, Supplier)}, for replaying traces only. */
  public static SystemUnderTest.Factory forReplay(Class<?> spec, Supplier<?> driven) {
    Object first = next(driven);
    return new Factory(blueprint(spec, first, false), first.getClass(), driven);
  }

  private static Object next(Supplier<?> supplier) {
    Object next = supplier.get();
    if (next == null) {
      throw new BadAdapterException("the supplier gave null; let it give a new object each time");
    }
    return next;
  }

  private static Blueprint blueprint(Class<?> spec, Object driven, boolean goesBack) {
    if (!spec.isInterface() && !spec.isInstance(driven)) {
      throw new BadAdapterException(spec.getName() + " is neither an interface nor a superclass of "
          + driven.getClass().getName() + "; make it an interface that names the methods of that class");
    }
    return Blueprint.of(spec, driven, goesBack);
  }

  private static final class Factory implements ExplorableSystem.Factory {
    private final Blueprint blueprint;
    private final VariableMap.Names names;
    private final Class<?> type;
    private final Supplier<?> supplier;

    Factory(Blueprint blueprint, Class<?> type, Supplier<?> supplier) {
      this.blueprint = blueprint;
      this.names = new VariableMap.Names(List.copyOf(blueprint.variables().keySet()));
      this.type = type;
      this.supplier = supplier;
    }

    @Override
    public Set<String> variables() {
      return Set.copyOf(names.list());
    }

    @Override
    public ExplorableSystem start(TraceHeader header, TraceState first) {
      Object driven = next(supplier);
      if (driven.getClass() != type) {
        throw new BadAdapterException("the supplier gave a " + type.getName() + " first and a "
            + driven.getClass().getName() + " now; let it give objects of one class");
      }
      return new Driven(blueprint, names, driven, header, first);
    }

    @Override
    public Map<String, String> mayDiffer() {
      return blueprint.exempt().reasons();
    }

    @Override
    public Map<String, Set<String>> refusalReasons() {
      Map<String, Set<String>> reasons = new TreeMap<>();
      blueprint.actions().forEach((name, action) -> reasons.put(name, action.refusals()));
      return reasons;
    }
  }
}
