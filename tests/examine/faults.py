"""The faults of wrong_receiver.py: what each does, and exactly which examinations find it."""

FAULTS = {
    "none": {"fails": []},
}
