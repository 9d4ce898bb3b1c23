package speechreps.extract;

/** How values are stored. */
public enum Precision {
  /** IEEE binary32, as computed. */
  FP32,
  /** IEEE binary16: half the size, three digits, and infinity from 65520 on. */
  FP16
}
