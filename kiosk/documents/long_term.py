"""Judges a signature long after its certificates ran out, by what the file itself kept (ETSI EN 319 102-1, 5.6.3).

Only local knowledge counts: revocation lists in the file, and time stamps that prove when they existed.
Nothing is fetched.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature


def archived(embedded: EmbeddedPdfSignature) -> bool:
    """Whether a document time stamp stands over the signature."""
    return any(True for _ in embedded.reader.embedded_timestamp_signatures)


def proven_then(
    embedded: EmbeddedPdfSignature, roots: list[Any], stamp_roots: list[Any], now: datetime
) -> datetime | None:
    """When the signature is proven to have been there, with every certificate valid then; None where it is not proven."""
    from pyhanko.sign.ades.report import AdESPassed
    from pyhanko.sign.validation.ades import ades_lta_validation
    from pyhanko_certvalidator.ltv.types import ValidationTimingInfo

    timing = ValidationTimingInfo(validation_time=now, best_signature_time=now, point_in_time_validation=True)
    result = asyncio.run(ades_lta_validation(embedded, _policy(roots, stamp_roots), timing))
    if not isinstance(result.ades_subindic, AdESPassed):
        return None
    return result.best_signature_time


def _policy(roots: list[Any], stamp_roots: list[Any]) -> Any:
    from pyhanko.sign.validation.policy_decl import (
        PdfSignatureValidationSpec,
        RevinfoOnlineFetchingRule,
        RevocationInfoGatheringSpec,
        SignatureValidationSpec,
    )

    local = RevocationInfoGatheringSpec(online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY)
    return PdfSignatureValidationSpec(
        SignatureValidationSpec(
            cert_validation_policy=_rule(roots, "CRL_REQUIRED"), ts_cert_validation_policy=_rule(stamp_roots, "NO_CHECK"),
            revinfo_gathering_policy=local,
        )
    )  # fmt: skip


def _rule(roots: list[Any], name: str) -> Any:
    """Signers need a list that was there in time. The last time stamp has none over it: its root is believed instead."""
    from pyhanko_certvalidator.context import CertValidationPolicySpec
    from pyhanko_certvalidator.policy_decl import (
        CertRevTrustPolicy,
        RevocationCheckingPolicy,
        RevocationCheckingRule,
    )
    from pyhanko_certvalidator.registry import SimpleTrustManager

    rule = RevocationCheckingRule[name]
    return CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build(trust_roots=roots),
        revinfo_policy=CertRevTrustPolicy(RevocationCheckingPolicy(rule, rule)),
    )
