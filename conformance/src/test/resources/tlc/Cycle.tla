---- MODULE Cycle ----
EXTENDS Naturals
CONSTANT Size
VARIABLE position
Init == position = 0
Step == position' = IF position = Size THEN 0 ELSE position + 1
Spec == Init /\ [][Step]_position
====
