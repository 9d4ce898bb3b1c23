package speechreps.bench;

/** What all threads of a soak have found so far. Thread-safe. */
final class SoakTally {
  private long calls;
  private long outputs;
  private long wrong;
  private double largest;
  private double smallestWrong = Double.POSITIVE_INFINITY;

  synchronized void addCall() {
    calls++;
  }

  /** An output at this distance from what it should be. */
  synchronized void add(double distance) {
    outputs++;
    largest = Math.max(largest, distance);
    if (!SoakInputs.isRight(distance)) {
      wrong++;
      smallestWrong = Math.min(smallestWrong, distance);
    }
  }

  synchronized long calls() {
    return calls;
  }

  synchronized boolean isRight() {
    return wrong == 0;
  }

  @Override
  public synchronized String toString() {
    String extent = wrong == 0 ? "" : ", the wrong ones from %.2g".formatted(smallestWrong);
    return "%d calls, %d outputs, %d wrong; largest relative difference %.2g%s"
        .formatted(calls, outputs, wrong, largest, extent);
  }
}
