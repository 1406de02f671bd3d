module example {
  requires dev.rollcall;
  // The jar is an automatic module, so it cannot say itself that it needs this.
  requires org.slf4j;
}
