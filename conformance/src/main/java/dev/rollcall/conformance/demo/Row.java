package dev.rollcall.conformance.demo;

import dev.rollcall.NodeState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A moment as a line of the timeline, one lane a member. Stateless but for its ink. */
final class Row {
  static final List<String> LEGEND = List.of(
      "  *   primary, under a live lease      o   believes it is, but its lease is over",
      "  ?   suspected of being dead          x   failed by the others",
      "  v7  the view of the members it sees  ##  what is left of its lease",
      "  zzz paused     cut  no store         2|3 reaches 2 members, 3 not");

  private static final int PARTS = Lane.Process.LEASE_PARTS;
  /** Two marks, a view, a bar and a tag. */
  private static final int LANE = 14;
  private static final int TAG = 3;

  private final Ink ink;

  Row(Ink ink) {
    this.ink = ink;
  }

  String head(Scene scene) {
    StringBuilder line = new StringBuilder("     ");
    scene.lanes().forEach(lane -> line.append(pad("   " + lane.node(), LANE + 1)));
    return ink.paint(Tone.HEAD, line.toString().stripTrailing());
  }

  String line(Scene scene) {
    StringBuilder line = new StringBuilder(ink.paint(Tone.QUIET, clock(scene.at())));
    for (Lane lane : scene.lanes()) {
      line.append(' ').append(storeMark(lane)).append(claimMark(lane.process()));
      String tag = tag(lane, scene.lanes().size());
      line.append(body(lane)).append(' ').append(ink.paint(Tone.TROUBLE, tag)).append(" ".repeat(TAG - tag.length()));
    }
    return line.toString().stripTrailing();
  }

  static String clock(Duration at) {
    return String.format(Locale.ROOT, "%02d:%02d", at.toMinutes(), at.toSecondsPart());
  }

  private String storeMark(Lane lane) {
    return lane.record() == NodeState.FAILED ? ink.paint(Tone.BAD, "x")
        : lane.suspectedBy().isEmpty() ? " " : ink.paint(Tone.DOUBTFUL, "?");
  }

  private String claimMark(Lane.Process process) {
    return process.isPrimary() ? ink.paint(Tone.PROUD, "*")
        : process.believesPrimary() ? ink.paint(Tone.DOUBTFUL, "o") : " ";
  }

  private String body(Lane lane) {
    Lane.Process process = lane.process();
    if (!process.joined()) {
      String where = process.up() ? "out" : "down";
      return ink.paint(Tone.QUIET, where) + " ".repeat(4 + PARTS - where.length());
    }
    String view = process.view() == 0 ? "join" : pad("v" + process.view(), 4);
    String bar = ink.bar(PARTS, process.leaseParts());
    return view + ink.paint(process.hasLease() ? Tone.GOOD : Tone.BAD, bar);
  }

  private static String tag(Lane lane, int members) {
    Lane.Weather weather = lane.weather();
    int lost = weather.lost().size();
    return weather.paused() ? "zzz" : weather.cut() ? "cut" : lost > 0 ? (members - lost) + "|" + lost : "";
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
