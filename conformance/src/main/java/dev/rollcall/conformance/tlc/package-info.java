/**
 * TLC, in this JVM, with typed results: the only package that knows TLC's classes. Start at {@link
 * dev.rollcall.conformance.tlc.Tlc}, or for several machines at {@link
 * dev.rollcall.conformance.tlc.Distributed}.
 *
 * <p>TLC keeps its state in static fields and never resets them all. Each run therefore loads a copy of
 * TLC and of the sub-package {@code engine} through a class loader of its own; everything else here is
 * loaded once and is the border between the two. The bytes of TLC's classes come from the class path,
 * or from {@code -Dtla2tools.jar=PATH}, which works as long as that jar has what {@code engine} uses:
 * {@code FastTool}, {@code ModelChecker}, {@code IStateWriter}, {@code DotStateWriter}, {@code
 * FilenameToStream}, {@code MPRecorder} with the codes of {@code EC}, {@code ToolIO}, {@code Action} with its
 * {@code Context}, {@code TLCState}, and the classes of values; and for distributed runs {@code TLCServer},
 * {@code TLCApp}, {@code TLCWorkerRMI}, {@code NextStateResult} and {@code InternRMI}.
 *
 * <p>While loading, calls of {@code System.exit}, of two methods of {@code Executors} and of {@code
 * ManagementFactory.getPlatformMBeanServer}, and uses of {@code UnicastRemoteObject}, are led elsewhere:
 * TLC would end the JVM, leave threads that keep it alive, open ports, and register beans under names
 * that a second run cannot use. A distributed run opens the one port that it was told to.
 *
 * <p>Not here: what a spec means. No class of this package knows an action or a variable by name.
 */
package dev.rollcall.conformance.tlc;
