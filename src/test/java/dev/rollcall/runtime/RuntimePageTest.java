package dev.rollcall.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ActorListener;
import dev.rollcall.MembershipConfig;
import dev.rollcall.MembershipListener;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/runtime.md lists the events and the settings that there are. */
class RuntimePageTest {
  private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/runtime.md");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** The first cells of the rows of the table in this section, without its head. */
  private static List<String> rows(String heading) throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    List<String> section = lines.subList(lines.indexOf(heading) + 1, lines.size());
    return section.stream().takeWhile(line -> !line.startsWith("## ")).filter(line -> line.startsWith("| `")).toList();
  }

  @Test
  void theTableOfEventsIsThatOfTheListeners() throws IOException {
    TreeSet<String> listed = rows("## Events").stream().map(row -> row.split("\\|")[1])
        .flatMap(cell -> CODE.matcher(cell).results().map(found -> found.group(1)))
        .collect(Collectors.toCollection(TreeSet::new));
    assertThat(listed).isEqualTo(Stream.of(MembershipListener.class, ActorListener.class)
        .flatMap(type -> Stream.of(type.getDeclaredMethods())).filter(Method::isDefault).map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void theTableOfComplaintsIsThatOfTheCode() throws IOException {
    List<String> listed = rows("## Health").stream().map(row -> row.split("`")[1])
        .filter(name -> name.matches("[A-Z_]+")).toList();
    assertThat(listed).isEqualTo(Stream.of(Complaint.Code.values()).map(Complaint.Code::name).toList());
  }

  @Test
  void theTableOfSettingsIsThatOfTheCodeWithItsDefaults() throws Exception {
    MembershipConfig config = MembershipConfig.DEFAULT;
    MemberSettings defaults = MemberSettings.of(config);
    List<String> rows = rows("## Settings");
    assertThat(rows).hasSameSizeAs(MemberSettings.class.getRecordComponents());
    for (RecordComponent setting : MemberSettings.class.getRecordComponents()) {
      String row = rows.stream().filter(r -> r.startsWith("| `" + setting.getName() + "` |")).findFirst().orElseThrow();
      Object value = setting.getAccessor().invoke(defaults);
      assertThat(parsed(row.split("\\|")[2].strip(), config)).as(setting.getName()).isEqualTo(value);
    }
  }

  private static Object parsed(String told, MembershipConfig config) {
    Matcher part = Pattern.compile("lease(?: / (\\d+))?").matcher(told);
    if (part.matches()) {
      return config.leaseDuration().dividedBy(part.group(1) == null ? 1 : Long.parseLong(part.group(1)));
    }
    if (told.endsWith(" day")) {
      return Duration.ofDays(Long.parseLong(told.replace(" day", "")));
    }
    return told.equals("on") ? true : Duration.ofMinutes(Long.parseLong(told.replace(" min", "")));
  }
}
