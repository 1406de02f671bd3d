package dev.rollcall.runtime.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address as people write it: {@code host:port}, {@code 10.0.0.5:7411} or {@code [2001:db8::5]:7411}. Immutable.
 *
 * @param host without brackets
 * @param port 0 to 65535
 */
record HostPort(String host, int port) {
  private static final Pattern FORM = Pattern.compile(
      "(?:\\[([^\\[\\]:]{0,60}:[^\\[\\]]{1,60})\\]|([A-Za-z0-9._-]{1,253})):(\\d{1,5})");
  private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.|$)){4}(?<!\\.)");
  private static final int MAX_PORT = 65535;

  /** The address in this text, if there is one. Nothing is looked up. */
  static Optional<HostPort> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    HostPort found = new HostPort(host, Integer.parseInt(matcher.group(3)));
    boolean isOne = found.port <= MAX_PORT && (!found.isBracketed() || found.literal().isPresent());
    return isOne ? Optional.of(found) : Optional.empty();
  }

  static HostPort of(InetSocketAddress address) {
    return new HostPort(address.getAddress().getHostAddress(), address.getPort());
  }

  /** The address if the host is written as numbers; empty if it is a name, which has to be looked up. */
  Optional<InetAddress> literal() {
    if (!isBracketed() && !IPV4.matcher(host).matches()) {
      return Optional.empty();
    }
    try {
      // In brackets and as four numbers, the JDK takes a host as it is and asks nobody.
      return Optional.of(InetAddress.getByName(isBracketed() ? "[" + host + "]" : host));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  HostPort withPort(int other) {
    return new HostPort(host, other);
  }

  private boolean isBracketed() {
    return host.indexOf(':') >= 0;
  }

  @Override
  public String toString() {
    return (isBracketed() ? "[" + host + "]" : host) + ":" + port;
  }
}
