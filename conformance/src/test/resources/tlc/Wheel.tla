---- MODULE Wheel ----
\* Turns for ever: the step that closes the circle leads to a state that is known by then.
EXTENDS Naturals
CONSTANT Size
VARIABLE n
Init == n = 0
Turn == n' = (n + 1) % Size
Spec == Init /\ [][Turn]_n
NeverBack == [][n' > n]_n
====
