---- MODULE Endless ----
EXTENDS Naturals
VARIABLES x, y
Init == x = 0 /\ y = 0
Right == x' = x + 1 /\ y' = y
Up == y' = y + 1 /\ x' = x
Next == Right \/ Up
====
