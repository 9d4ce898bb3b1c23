package speechreps.dsp;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The log energy of a frame, as a feature of its own.
 *
 * @param useEnergy whether the energy is among the features; {@code use-energy}
 * @param energyFloor the energy, not its logarithm, is raised to this; 0 for no floor; {@code
 *     energy-floor}
 * @param rawEnergy whether the energy is taken before preemphasis and windowing, rather than after;
 *     {@code raw-energy}
 */
public record EnergyOptions(boolean useEnergy, float energyFloor, boolean rawEnergy)
    implements Serializable {
  /** Checks the floor. */
  public EnergyOptions {
    if (!(energyFloor >= 0)) {
      throw new IllegalArgumentException(
          "option energy-floor must be at least 0, got " + energyFloor);
    }
  }

  static EnergyOptions from(OptionValues values, boolean useEnergyByDefault) {
    return new EnergyOptions(
        values.flag("use-energy", useEnergyByDefault),
        values.real("energy-floor", 0f),
        values.flag("raw-energy", true));
  }

  /** Every option by its Kaldi name. */
  Map<String, String> toKaldi() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("use-energy", Boolean.toString(useEnergy));
    options.put("energy-floor", OptionValues.text(energyFloor));
    options.put("raw-energy", Boolean.toString(rawEnergy));
    return options;
  }

  /** The floor of the logarithm; minus infinity when there is none. */
  float logFloor() {
    return (float) Math.log(energyFloor);
  }
}
