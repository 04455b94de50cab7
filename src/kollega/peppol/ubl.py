"""How is an invoice written as UBL 2.1 for Peppol BIS Billing 3."""

from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree

from kollega.peppol.invoice import Invoice, Line, Party, Period, Totals, Vat, totals
from kollega.peppol.obstacles import bare, why_not_write

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
CAC = f"{UBL}CommonAggregateComponents-2"
CBC = f"{UBL}CommonBasicComponents-2"
CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
CREDIT_TRANSFER = "30"


class CannotWriteError(ValueError):
    """The invoice would break the rules; `reasons` are the Swedish sentences of `obstacles.why_not_write`."""

    def __init__(self, reasons: list[str]) -> None:
        """Keep each reason apart, for a form to show."""
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def write(invoice: Invoice) -> bytes:
    """The invoice as UTF-8 UBL, the same bytes each time; CannotWriteError where `why_not_write` has anything to say.

    Element order is that of the OASIS UBL 2.1 schemas; content follows Peppol BIS Billing 3 (May 2025).
    """
    reasons = why_not_write(invoice)
    if reasons:
        raise CannotWriteError(reasons)
    name = "Invoice" if invoice.kind == "380" else "CreditNote"
    root = etree.Element(f"{{{UBL}{name}-2}}{name}", nsmap={None: f"{UBL}{name}-2", "cac": CAC, "cbc": CBC})
    sums = totals(invoice)
    _head(root, invoice)
    _references(root, invoice)
    outside = any(line.vat.category == "O" for line in invoice.lines)
    _party(_group(root, "AccountingSupplierParty"), invoice.seller, vat_id=not outside, seller=True)
    _party(_group(root, "AccountingCustomerParty"), invoice.buyer, vat_id=not outside, seller=False)
    _payment(root, invoice)
    _tax_total(root, invoice, sums)
    _monetary_total(root, invoice, sums)
    for line in invoice.lines:
        _line(root, line, invoice)
    etree.indent(root)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"


def _head(root: Any, invoice: Invoice) -> None:
    _value(root, "CustomizationID", CUSTOMIZATION)
    _value(root, "ProfileID", PROFILE)
    _value(root, "ID", invoice.number)
    _value(root, "IssueDate", invoice.issued_on)
    if invoice.kind == "380":
        _value(root, "DueDate", invoice.due_on)
        _value(root, "InvoiceTypeCode", "380")
    else:
        _value(root, "CreditNoteTypeCode", "381")
    _value(root, "Note", invoice.note)
    _value(root, "DocumentCurrencyCode", invoice.currency)
    _value(root, "BuyerReference", invoice.buyer_reference)


def _references(root: Any, invoice: Invoice) -> None:
    _period(root, invoice.period)
    if invoice.order_reference and invoice.order_reference.strip():
        _value(_group(root, "OrderReference"), "ID", invoice.order_reference)
    if invoice.preceding:
        reference = _group(_group(root, "BillingReference"), "InvoiceDocumentReference")
        _value(reference, "ID", invoice.preceding.number)
        _value(reference, "IssueDate", invoice.preceding.issued_on)
    if invoice.contract_reference and invoice.contract_reference.strip():
        _value(_group(root, "ContractDocumentReference"), "ID", invoice.contract_reference)


def _party(role: Any, party: Party, *, vat_id: bool, seller: bool) -> None:
    element = _group(role, "Party")
    _value(element, "EndpointID", party.endpoint_id, schemeID=party.endpoint_scheme)
    address = _group(element, "PostalAddress")
    _value(address, "StreetName", party.street)
    _value(address, "CityName", party.city)
    _value(address, "PostalZone", party.postcode)
    _value(_group(address, "Country"), "IdentificationCode", party.country)
    if vat_id and party.vat_id:
        _tax_scheme(element, party.vat_id, "VAT")
    if seller and party.f_tax:
        _tax_scheme(element, "Godkänd för F-skatt", "TAX")
    legal = _group(element, "PartyLegalEntity")
    _value(legal, "RegistrationName", party.name)
    _value(legal, "CompanyID", party.legal_id, schemeID=party.legal_scheme)
    if seller:
        _value(legal, "CompanyLegalForm", party.legal_form)
    details = {"Name": party.contact_name, "Telephone": party.contact_phone, "ElectronicMail": party.contact_email}
    if any(text and text.strip() for text in details.values()):
        contact = _group(element, "Contact")
        for name, text in details.items():
            _value(contact, name, text)


def _tax_scheme(party: Any, company: str, scheme: str) -> None:
    element = _group(party, "PartyTaxScheme")
    _value(element, "CompanyID", company)
    _value(_group(element, "TaxScheme"), "ID", scheme)


def _payment(root: Any, invoice: Invoice) -> None:
    """Bankgiro and plusgiro as SE-R-011 wants them: code 30 and the giro named as the branch."""
    payment = invoice.payment
    if payment:
        means = _group(root, "PaymentMeans")
        _value(means, "PaymentMeansCode", CREDIT_TRANSFER)
        if invoice.kind == "381":
            _value(means, "PaymentDueDate", invoice.due_on)
        _value(means, "PaymentID", payment.reference)
        account = _group(means, "PayeeFinancialAccount")
        _value(account, "ID", bare(payment.account))
        branch = payment.bic if payment.scheme == "IBAN" else payment.scheme
        if branch:
            _value(_group(account, "FinancialInstitutionBranch"), "ID", branch)
    if invoice.payment_terms and invoice.payment_terms.strip():
        _value(_group(root, "PaymentTerms"), "Note", invoice.payment_terms)


def _tax_total(root: Any, invoice: Invoice, sums: Totals) -> None:
    total = _group(root, "TaxTotal")
    _amount(total, "TaxAmount", sums.tax, invoice)
    for part in sums.vat:
        subtotal = _group(total, "TaxSubtotal")
        _amount(subtotal, "TaxableAmount", part.taxable, invoice)
        _amount(subtotal, "TaxAmount", part.tax, invoice)
        _category(subtotal, "TaxCategory", part.vat, reasons=True)


def _monetary_total(root: Any, invoice: Invoice, sums: Totals) -> None:
    total = _group(root, "LegalMonetaryTotal")
    _amount(total, "LineExtensionAmount", sums.lines, invoice)
    _amount(total, "TaxExclusiveAmount", sums.lines, invoice)
    _amount(total, "TaxInclusiveAmount", sums.inclusive, invoice)
    _amount(total, "PayableAmount", sums.inclusive, invoice)


def _line(root: Any, line: Line, invoice: Invoice) -> None:
    kind, quantity = ("InvoiceLine", "InvoicedQuantity")
    if invoice.kind == "381":
        kind, quantity = ("CreditNoteLine", "CreditedQuantity")
    element = _group(root, kind)
    _value(element, "ID", line.id)
    _value(element, "Note", line.note)
    _value(element, quantity, _plain(line.quantity), unitCode=line.unit)
    _amount(element, "LineExtensionAmount", line.amount, invoice)
    _period(element, line.period)
    if line.order_line and line.order_line.strip():
        _value(_group(element, "OrderLineReference"), "LineID", line.order_line)
    item = _group(element, "Item")
    _value(item, "Description", line.description)
    _value(item, "Name", line.name)
    _category(item, "ClassifiedTaxCategory", line.vat, reasons=False)
    _value(_group(element, "Price"), "PriceAmount", _price(line.price), currencyID=invoice.currency)


def _category(parent: Any, name: str, vat: Vat, *, reasons: bool) -> None:
    element = _group(parent, name)
    _value(element, "ID", vat.category)
    if vat.category != "O":
        _value(element, "Percent", _plain(vat.percent))
    if reasons:
        _value(element, "TaxExemptionReasonCode", vat.reason_code)
        _value(element, "TaxExemptionReason", vat.reason)
    _value(_group(element, "TaxScheme"), "ID", "VAT")


def _period(parent: Any, period: Period | None) -> None:
    if period:
        element = _group(parent, "InvoicePeriod")
        _value(element, "StartDate", period.start)
        _value(element, "EndDate", period.end)


def _group(parent: Any, name: str) -> Any:
    return etree.SubElement(parent, f"{{{CAC}}}{name}")


def _value(parent: Any, name: str, content: str | date | None, **attributes: str) -> None:
    """Write nothing rather than an empty element (PEPPOL-EN16931-R008)."""
    text = content.isoformat() if isinstance(content, date) else (content or "").strip()
    if text:
        etree.SubElement(parent, f"{{{CBC}}}{name}", attributes).text = text


def _amount(parent: Any, name: str, amount: Decimal, invoice: Invoice) -> None:
    _value(parent, name, f"{amount + 0:.2f}", currencyID=invoice.currency)


def _price(price: Decimal) -> str:
    return f"{price:.2f}" if price == round(price, 2) else _plain(price)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
