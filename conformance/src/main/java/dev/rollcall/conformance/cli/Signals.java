package dev.rollcall.conformance.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/** The signals by which a process is asked to end: SIGTERM, and SIGINT, which is Ctrl-C. */
@FunctionalInterface
interface Signals {
  /**
   * Those that this process gets. The JDK has them, though it is no part of its documented interface; compilers warn of
   * those who name it, so it is found by name. A shutdown hook would not do: it hears nothing of a second signal.
   */
  Signals REAL = heard -> {
    for (String name : List.of("TERM", "INT")) {
      try {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object mine = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler},
            (self, method, args) -> {
              if (method.getName().equals("handle")) {
                heard.run();
              }
              return null;
            });
        Object named = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handler).invoke(null, named, mine);
      } catch (InvocationTargetException | IllegalArgumentException e) {
        throw new BadInputException("SIG" + name + " cannot be handled here, which may be what java -Xrs does");
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("this JDK has no sun.misc.Signal", e);
      }
    }
  };

  /** Calls {@code heard} at each of them from now on, on another thread, instead of ending the process. */
  void listen(Runnable heard);
}
