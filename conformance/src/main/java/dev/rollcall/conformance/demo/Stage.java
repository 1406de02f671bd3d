package dev.rollcall.conformance.demo;

import dev.rollcall.conformance.simulate.Fleet;
import dev.rollcall.protocol.schema.Keys;
import dev.rollcall.status.StatusReader;
import dev.rollcall.store.Store;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Shows a fleet while its time passes: a row when something has happened, or nothing for a while. Not thread-safe. */
public final class Stage {
  private static final Duration FRAME = Duration.ofMillis(500);
  private static final Duration ROW_EVERY = Duration.ofSeconds(5);
  private static final int HEAD_EVERY = 30;
  private static final int WIDTH = 80;
  private static final String INDENT = "      ";

  private final Fleet fleet;
  private final Camera camera;
  private final Row row;
  private final Ink ink;
  private final PrintStream out;
  private final Tempo tempo;
  private Scene last;
  private long shownAtNanos;
  private int rows;
  private boolean afterBlank;

  /** A stage for a fleet whose members are all there, though none needs to run yet. */
  public Stage(Fleet fleet, Store store, Ink ink, PrintStream out, Tempo tempo) {
    this.fleet = fleet;
    this.camera = new Camera(fleet, new StatusReader(store, new Keys(Fleet.CLUSTER)));
    this.row = new Row(ink);
    this.ink = ink;
    this.out = out;
    this.tempo = tempo;
    this.last = camera.take();
  }

  /** Explains the signs, and shows the fleet from now on. */
  void open() {
    Row.LEGEND.forEach(line -> out.println(ink.paint(Tone.QUIET, line)));
    nextFrame();
  }

  /** Tells what happens, and why, to people who need a moment to read it. */
  void say(String text) {
    frame();
    out.println();
    afterBlank = true;
    wrap(text, WIDTH - INDENT.length()).forEach(line -> out.println(INDENT + ink.paint(Tone.TALE, line)));
    out.println();
    out.flush();
    tempo.read(text);
  }

  void pass(Duration time) {
    fleet.time().pass(time);
  }

  /** Lets time pass until something holds, and whoever sees it can have seen it; whether it came to hold. */
  boolean until(BooleanSupplier holds, Duration atMost) {
    boolean held = fleet.passUntil(holds, atMost).isPresent();
    fleet.time().pass(FRAME);
    return held;
  }

  private void nextFrame() {
    fleet.time().at(fleet.time().nowNanos() + FRAME.toNanos(), () -> {
      tempo.pass(FRAME);
      frame();
      nextFrame();
    });
  }

  private void frame() {
    Scene now = camera.take();
    List<String> changes = Changes.between(last, now);
    if (!changes.isEmpty() || now.at().toNanos() - shownAtNanos >= ROW_EVERY.toNanos()) {
      show(now, changes);
    }
    last = now;
  }

  private void show(Scene scene, List<String> changes) {
    if (rows++ % HEAD_EVERY == 0) {
      out.print(afterBlank ? "" : System.lineSeparator());
      out.println(row.head(scene));
    }
    afterBlank = false;
    out.println(row.line(scene));
    for (String change : changes) {
      List<String> lines = wrap(change, WIDTH - INDENT.length() - 2);
      out.println(INDENT + "- " + lines.get(0));
      lines.stream().skip(1).forEach(line -> out.println(INDENT + "  " + line));
    }
    out.flush();
    shownAtNanos = scene.at().toNanos();
  }

  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
