"""Lists of several tables in one question: the same records as asked one by one."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef

from portal.models import Material, ProductGroup
from portal.together import read_together
from readiness.models import Framework
from suppliers.models import Capability, Certificate, DeliveryMonth, Evidence
from tests.suppliers.firms import open_firm, process, standard

pytestmark = pytest.mark.django_db


def columns(record):
    return {column.attname: getattr(record, column.attname) for column in record._meta.concrete_fields}


@pytest.fixture
def firm():
    held = open_firm("Tiện Đông Anh", "0101243150").supplier
    turned = Capability.objects.create(
        supplier=held, process_id=process(), tolerance_mm=Decimal("0.020"), largest_mm=Decimal("120.5")
    )
    turned.materials.set(Material.objects.order_by("pk")[:2])
    Certificate.objects.create(supplier=held, standard_id=standard("iso9001"), issued_on=date(2025, 3, 1))
    for month in (1, 3, 2):
        DeliveryMonth.objects.create(supplier=held, month=date(2026, month, 1), customer="A", parts=10**12)
    Evidence.objects.create(
        supplier=held,
        criterion="2.3",
        kind="document",
        valid_from=date(2026, 5, 1),
        level=Decimal("2.5"),
        queued_at=datetime(2026, 5, 4, 3, 2, 1, 7, UTC),
    )
    return held


def test_the_records_are_those_of_the_lists_in_their_order(firm, django_assert_num_queries):
    wanted = [
        firm.capabilities.order_by("pk"),
        Certificate.objects.filter(supplier=firm),
        DeliveryMonth.objects.filter(supplier=firm),
        Evidence.objects.filter(supplier=firm),
        Framework.objects.all(),
    ]
    with django_assert_num_queries(1):
        found = read_together(wanted)
    assert [[columns(record) for record in records] for records in found] == [
        [columns(record) for record in records.all()] for records in wanted
    ]
    assert [month.month.month for month in found[2]] == [3, 2, 1]
    assert found[3][0].queued_at == datetime(2026, 5, 4, 3, 2, 1, 7, UTC)


def test_a_record_read_so_is_a_saved_one(firm):
    [[month, *_others]] = read_together([DeliveryMonth.objects.filter(supplier=firm)])
    month.rejected = 3
    month.save()
    assert DeliveryMonth.objects.filter(supplier=firm).count() == 3
    assert DeliveryMonth.objects.get(pk=month.pk).rejected == 3


def test_annotations_come_with_their_records(firm):
    materials = Capability.materials.through.objects.filter(capability=OuterRef("pk")).order_by("material_id")
    groups = ProductGroup.objects.current().annotate(letters=F("sector__letters"))
    [[turned], named] = read_together(
        [
            firm.capabilities.annotate(keys=ArraySubquery(materials.values("material_id"))),
            groups,
        ]
    )
    assert turned.keys == sorted(material.pk for material in turned.materials.all())
    assert [group.letters for group in named] == [group.letters for group in groups]


def test_lists_that_hold_nothing_are_empty(firm, django_assert_num_queries):
    none = DeliveryMonth.objects.none()
    certificates = Certificate.objects.filter(supplier=firm)
    assert [len(found) for found in read_together([none, certificates, none])] == [0, 1, 0]
    with django_assert_num_queries(0):
        assert read_together([none]) == [[]]
        assert read_together([]) == []
