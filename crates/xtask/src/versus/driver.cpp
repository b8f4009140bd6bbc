// Drives the reference PDQ hasher over files: `driver ROUNDS FILE...`, a line a picture and round, with the hash,
// its quality and the processor time in microseconds. Written for this comparison; the hasher itself is fetched.
#include <pdq/cpp/io/pdqio.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>

static long long cpu_micros() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

int main(int argc, char** argv) {
  using namespace facebook::pdq::hashing;
  const int rounds = argc > 1 ? atoi(argv[1]) : 0;
  for (int round = 0; round < rounds; round++) {
    for (int at = 2; at < argc; at++) {
      Hash256 hash;
      int quality = 0, pixels = 0;
      float read_seconds = 0, hash_seconds = 0;
      const long long before = cpu_micros();
      if (!pdqHash256FromFile(argv[at], hash, quality, pixels, read_seconds, hash_seconds)) {
        fprintf(stderr, "%s: not decoded\n", argv[at]);
        return 1;
      }
      printf("%s %d %lld\n", hash.format().c_str(), quality, cpu_micros() - before);
    }
  }
  return 0;
}
