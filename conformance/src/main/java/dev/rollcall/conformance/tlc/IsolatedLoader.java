package dev.rollcall.conformance.tlc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives one run its own copy of TLC and of the code that uses it. TLC keeps some hundred static
 * fields, among them the table that numbers strings: the numbers decide the order of sets and thereby
 * which counterexample is found. With a copy per run a result cannot depend on earlier runs, and runs
 * can go on side by side. The price is some class loading and a cold start per run.
 */
final class IsolatedLoader extends ClassLoader {
  /** Names the jar to use instead of the one on the class path. */
  static final String JAR_PROPERTY = "tla2tools.jar";

  private static final String ENGINE_PACKAGE = IsolatedLoader.class.getPackageName() + ".engine.";
  private static final Map<String, Optional<byte[]>> CLASS_FILES = new ConcurrentHashMap<>();
  private static final ClassLoader TLC_SOURCE = tlcSource();

  static {
    registerAsParallelCapable();
  }

  private IsolatedLoader() {
    super(IsolatedLoader.class.getClassLoader());
  }

  /** A new engine with TLC's static state as at the start of a JVM. */
  static Engine newEngine() {
    try {
      Class<?> type = new IsolatedLoader().loadClass(ENGINE_PACKAGE + "TlcEngine");
      return (Engine) type.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot load TLC; is the TLA+ tools jar on the class path?", e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    boolean engine = name.startsWith(ENGINE_PACKAGE);
    if (!engine && !isTlc(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        byte[] bytes =
            CLASS_FILES.computeIfAbsent(name, IsolatedLoader::read)
                .orElseThrow(() -> new ClassNotFoundException(name));
        loaded = defineClass(name, bytes, 0, bytes.length);
      }
      return loaded;
    }
  }

  @Override
  public URL getResource(String name) {
    return isTlc(name.replace('/', '.')) ? TLC_SOURCE.getResource(name) : super.getResource(name);
  }

  private static boolean isTlc(String name) {
    return name.startsWith("tlc2.") || name.startsWith("tla2sany.") || name.startsWith("util.")
        || name.startsWith("pcal.") || name.startsWith("tla2tex.") || name.startsWith("model.");
  }

  private static Optional<byte[]> read(String name) {
    ClassLoader source =
        isTlc(name) ? TLC_SOURCE : IsolatedLoader.class.getClassLoader();
    try (InputStream in = source.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        return Optional.empty();
      }
      byte[] bytes = in.readAllBytes();
      return Optional.of(isTlc(name) ? ClassPatcher.patch(bytes) : bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read class " + name, e);
    }
  }

  private static ClassLoader tlcSource() {
    String jar = System.getProperty(JAR_PROPERTY);
    if (jar == null) {
      return IsolatedLoader.class.getClassLoader();
    }
    try {
      URL url = Path.of(jar).toUri().toURL();
      return new URLClassLoader(new URL[] {url}, ClassLoader.getPlatformClassLoader());
    } catch (IOException e) {
      throw new UncheckedIOException("-D" + JAR_PROPERTY + " is not a path: " + jar, e);
    }
  }
}
