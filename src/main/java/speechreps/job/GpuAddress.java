package speechreps.job;

import java.util.Arrays;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.jspecify.annotations.Nullable;

/** Which GPU a task may use. */
final class GpuAddress {
  private static final String RESOURCE = "gpu";

  private GpuAddress() {}

  /**
   * The address that Spark assigned to the task, or the fallback when Spark manages no GPUs.
   *
   * <p>In local mode Spark assigns nothing, and on YARN without GPU isolation two executors of a
   * host may get the same address: the fallback serves the first, operators must isolate for the
   * second.
   *
   * @throws IllegalStateException when the address is not a number
   */
  static @Nullable Integer of(TaskContext task, @Nullable Integer fallback) {
    return of(task.resourcesJMap(), fallback);
  }

  static @Nullable Integer of(
      Map<String, ResourceInformation> resources, @Nullable Integer fallback) {
    ResourceInformation gpus = resources.get(RESOURCE);
    if (gpus == null || gpus.addresses().length == 0) {
      return fallback;
    }
    String address = gpus.addresses()[0];
    try {
      return Integer.valueOf(address);
    } catch (NumberFormatException e) {
      throw new IllegalStateException(
          "expected GPU addresses that are device numbers, Spark assigned "
              + Arrays.toString(gpus.addresses())
              + ": check the discovery script",
          e);
    }
  }
}
