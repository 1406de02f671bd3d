package dev.rollcall.conformance.explore;

/** The heap is too small to explore a model, even if no snapshot is kept. */
public final class OutOfMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutOfMemoryException() {
    super("the heap of %,d MiB is too small for this model, even without snapshots; give the JVM more (-Xmx), use a"
        .formatted(Runtime.getRuntime().maxMemory() >> 20)
        + " model with smaller bounds, or check the spec alone on several machines");
  }
}
