package dev.rollcall.runtime.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where a peer can be connected to. A host that is a name is looked up at first, and again after each probe that was
 * not answered; until that is done, what it was found to be before still counts. Not thread-safe.
 */
final class Target {
  private final Optional<HostPort> address;
  private Optional<InetAddress> host;
  private boolean stale;
  private boolean lookingUp;

  /**
   * @param address as a node record has it; may be none
   */
  Target(String address) {
    this.address = HostPort.parse(address).filter(parsed -> parsed.port() > 0);
    this.host = this.address.flatMap(HostPort::literal);
    this.stale = this.address.isPresent() && host.isEmpty();
  }

  /** Where to connect to, as far as is known. */
  Optional<InetSocketAddress> known() {
    return host.map(found -> new InetSocketAddress(found, address.orElseThrow().port()));
  }

  boolean isLookingUp() {
    return lookingUp;
  }

  /** The host that the caller is to look up, if that is to be done and is not under way; it is from now on. */
  Optional<String> beginLookup() {
    if (!stale || lookingUp) {
      return Optional.empty();
    }
    lookingUp = true;
    return address.map(HostPort::host);
  }

  /** The lookup has ended. */
  void found(Optional<InetAddress> found) {
    lookingUp = false;
    if (found.isPresent()) {
      host = found;
      stale = false;
    }
  }

  /** The probe was not answered: perhaps the name stands for another host by now. */
  void doubt() {
    stale = address.isPresent() && address.get().literal().isEmpty();
  }
}
