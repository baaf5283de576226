// The least that a program can be: what the start of ours is compared with.
int main() { return 0; }
