"""The rule of eight conditions in OpenFisca, as its documentation writes formulas: prints the
seconds of the fastest run, with setting the facts (texts and numbers in memory) and of the formula alone."""

import sys
import time

import numpy as np
from openfisca_core import entities, indexed_enums, periods, simulation_builder, taxbenefitsystems, variables


class Degree(indexed_enums.Enum):
    secondary = "secondary"
    college = "college"
    bachelor = "bachelor"
    master = "master"
    phd = "phd"


class Residence(indexed_enums.Enum):
    r330602 = "330602"
    r330604 = "330604"
    r330106 = "330106"


class Team(indexed_enums.Enum):
    technology = "technology"
    education = "education"
    medicine = "medicine"


Person = entities.Entity("person", "persons", "", "")


def fact(name, value_type, **more):
    parts = {"value_type": value_type, "entity": Person, "definition_period": periods.MONTH, "label": name, **more}
    return type(name, (variables.Variable,), parts)


FACTS = [
    fact("age", int),
    fact("degree", indexed_enums.Enum, possible_values=Degree, default_value=Degree.secondary),
    fact("residence", indexed_enums.Enum, possible_values=Residence, default_value=Residence.r330602),
    fact("team", indexed_enums.Enum, possible_values=Team, default_value=Team.technology),
    fact("insured_months", int),
    fact("monthly_wage", int),
    fact("owns_home", bool),
    fact("contract_years", int),
]


class entitled(variables.Variable):
    value_type = bool
    entity = Person
    definition_period = periods.MONTH
    label = "all eight conditions are met"

    def formula(person, period):
        degree = person("degree", period)
        residence = person("residence", period)
        team = person("team", period)
        wage = person("monthly_wage", period)
        return (
            (person("age", period) <= 40)
            * ((degree == Degree.bachelor) + (degree == Degree.master) + (degree == Degree.phd))
            * (residence == Residence.r330602)
            * ((team == Team.technology) + (team == Team.medicine))
            * (person("insured_months", period) >= 12)
            * (wage >= 5000)
            * (wage <= 20000)
            * np.logical_not(person("owns_home", period))
            * (person("contract_years", period) >= 3)
        )


def main(people):
    system = taxbenefitsystems.TaxBenefitSystem([Person])
    for each in [*FACTS, entitled]:
        system.add_variable(each)
    month = "2024-11"
    random = np.random.default_rng(7)
    texts = {
        "degree": np.array([each.name for each in Degree])[random.integers(0, 5, people)],
        "residence": np.array([each.name for each in Residence])[random.integers(0, 3, people)],
        "team": np.array([each.name for each in Team])[random.integers(0, 3, people)],
    }
    facts = {
        "age": random.integers(18, 68, people),
        **texts,
        "insured_months": random.integers(0, 60, people),
        "monthly_wage": random.integers(3000, 23000, people),
        "owns_home": random.random(people) < 0.4,
        "contract_years": random.integers(0, 6, people),
    }
    whole = formula = float("inf")
    for _ in range(5):
        simulation = simulation_builder.SimulationBuilder().build_default_simulation(system, people)
        began = time.perf_counter()
        for name, values in facts.items():
            simulation.set_input(name, month, values)
        known = time.perf_counter()
        found = simulation.calculate("entitled", month)
        ended = time.perf_counter()
        whole = min(whole, ended - began)
        formula = min(formula, ended - known)
        if found.sum() == 0:
            raise SystemExit("nobody was entitled")
    print(whole, formula)


main(int(sys.argv[1]))
