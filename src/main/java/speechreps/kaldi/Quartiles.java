package speechreps.kaldi;

import java.io.IOException;
import java.util.Arrays;

/**
 * The column header of a {@code CM} matrix: the column's smallest, lower quarter, upper quarter and
 * largest element, as codes on the scale of the whole matrix, strictly increasing.
 *
 * <p>An element's byte is linear between them: 0 to 64 below the lower quarter, 64 to 192 up to the
 * upper quarter, 192 to 255 above (Kaldi: {@code ComputeColHeader}, {@code FloatToChar}, {@code
 * CharToFloat}).
 *
 * @param p0 code of the smallest element, 0 to 65532
 * @param p25 code of the element a quarter up, above {@code p0}
 * @param p75 code of the element three quarters up, above {@code p25}
 * @param p100 code of the largest element, above {@code p75}, at most 65535
 */
record Quartiles(int p0, int p25, int p75, int p100) {
  /** Size in the file. */
  static final int BYTES = 8;

  /** The largest code. */
  static final int MAX_CODE = 65535;

  /** Rows from which quarters are taken; shorter columns are listed element by element. */
  private static final int ROWS_WITH_QUARTERS = 5;

  /** How many elements of a column the header has. */
  static final int COUNT = 4;

  /** The header of a column with at least one element; the column is reordered. */
  static Quartiles of(float[] column, CompressedMatrixFormat.Scale scale) {
    int[] ranks = ranks(column.length);
    if (column.length >= ROWS_WITH_QUARTERS) {
      select(column, 0, ranks[3], ranks[1]);
      select(column, 0, ranks[1], ranks[0]);
      select(column, ranks[1] + 1, ranks[3], ranks[2]);
      select(column, ranks[2], ranks[3], ranks[3]);
    } else {
      Arrays.sort(column);
    }
    int[] codes = new int[COUNT];
    for (int i = 0; i < COUNT && ranks[i] < column.length; i++) {
      codes[i] = scale.encode(column[ranks[i]], MAX_CODE);
    }
    return ofCodes(codes);
  }

  /**
   * Where the elements of the header stand in a sorted column of so many rows; beyond its end when
   * it is that short.
   */
  static int[] ranks(int rows) {
    int quarter = rows / 4;
    return rows >= ROWS_WITH_QUARTERS
        ? new int[] {0, quarter, 3 * quarter, rows - 1}
        : new int[] {0, 1, 2, 3};
  }

  /**
   * The header of a column.
   *
   * @param codes of the elements at the {@link #ranks}, 0 for one that a short column does not
   *     have: it will count as just above the one before
   */
  static Quartiles ofCodes(int[] codes) {
    int p0 = Math.min(codes[0], MAX_CODE - 3);
    int p25 = clamp(codes[1], p0 + 1, MAX_CODE - 2);
    int p75 = clamp(codes[2], p25 + 1, MAX_CODE - 1);
    return new Quartiles(p0, p25, p75, Math.max(codes[3], p75 + 1));
  }

  /**
   * Brings the element to {@code index} that sorting would bring there, smaller ones before it and
   * larger ones after it (Hoare's selection): sorting whole columns would cost more than encoding
   * them.
   */
  private static void select(float[] values, int first, int last, int index) {
    int low = first;
    int high = last;
    while (low < high) {
      float pivot = values[(low + high) >>> 1];
      int left = low;
      int right = high;
      while (left <= right) {
        while (values[left] < pivot) {
          left++;
        }
        while (values[right] > pivot) {
          right--;
        }
        if (left <= right) {
          float swapped = values[left];
          values[left++] = values[right];
          values[right--] = swapped;
        }
      }
      if (index <= right) {
        high = right;
      } else if (index >= left) {
        low = left;
      } else {
        return;
      }
    }
  }

  static Quartiles read(byte[] bytes, int at) {
    return new Quartiles(
        word(bytes, at), word(bytes, at + 2), word(bytes, at + 4), word(bytes, at + 6));
  }

  void write(KaldiOutput out) throws IOException {
    out.int16(p0);
    out.int16(p25);
    out.int16(p75);
    out.int16(p100);
  }

  /** The four values that the codes stand for. */
  float[] levels(CompressedMatrixFormat.Scale scale) {
    return new float[] {
      scale.decodeQuartile(p0),
      scale.decodeQuartile(p25),
      scale.decodeQuartile(p75),
      scale.decodeQuartile(p100)
    };
  }

  /** The byte of a value. */
  static int encode(float[] levels, float value) {
    if (value < levels[1]) {
      return part(levels[0], levels[1], 64, value);
    }
    if (value < levels[2]) {
      return 64 + part(levels[1], levels[2], 128, value);
    }
    return 192 + part(levels[2], levels[3], 63, value);
  }

  /** The value of a byte: the product of level and code in float, the rest in double. */
  static float decode(float[] levels, int code) {
    if (code <= 64) {
      return (float) (levels[0] + (levels[1] - levels[0]) * code * (1 / 64.0));
    }
    if (code <= 192) {
      return (float) (levels[1] + (levels[2] - levels[1]) * (code - 64) * (1 / 128.0));
    }
    return (float) (levels[2] + (levels[3] - levels[2]) * (code - 192) * (1 / 63.0));
  }

  private static int part(float low, float high, int steps, float value) {
    float fraction = (value - low) / (high - low);
    return clamp((int) (fraction * steps + 0.5), 0, steps);
  }

  private static int clamp(int value, int least, int most) {
    return Math.min(Math.max(value, least), most);
  }

  private static int word(byte[] bytes, int at) {
    return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
  }
}
