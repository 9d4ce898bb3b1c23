package speechreps.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.apache.spark.resource.ResourceInformation;
import org.junit.jupiter.api.Test;

class GpuAddressTest {
  @Test
  void assignmentOfSparkWinsOverTheOption() {
    assertEquals(3, GpuAddress.of(gpus("3"), 0));
  }

  @Test
  void firstOfSeveralAddressesIsUsed() {
    assertEquals(2, GpuAddress.of(gpus("2", "5"), null));
  }

  @Test
  void optionServesWhereSparkAssignsNone() {
    assertEquals(1, GpuAddress.of(Map.of(), 1));
    assertEquals(1, GpuAddress.of(gpus(), 1));
  }

  @Test
  void otherResourcesAreNoGpus() {
    assertEquals(
        1, GpuAddress.of(Map.of("fpga", new ResourceInformation("fpga", new String[] {"7"})), 1));
  }

  @Test
  void withoutEitherItIsTheCpu() {
    assertNull(GpuAddress.of(Map.of(), null));
  }

  @Test
  void addressThatIsNoNumberIsRefused() {
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> GpuAddress.of(gpus("GPU-8f6d"), 0));

    assertEquals(
        "expected GPU addresses that are device numbers, Spark assigned [GPU-8f6d]: check the"
            + " discovery script",
        e.getMessage());
  }

  private static Map<String, ResourceInformation> gpus(String... addresses) {
    return Map.of("gpu", new ResourceInformation("gpu", addresses));
  }
}
